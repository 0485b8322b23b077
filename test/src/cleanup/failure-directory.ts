import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { scratchRoot } from './scratch-root.ts'

/** How many failures are kept; older ones make room. */
const kept = 20

/** A fresh directory for what a failed run leaves to be looked at. It stays until twenty newer ones were made. */
export function failureDirectory(name: string): string {
  const parent = join(scratchRoot(), 'failures')
  mkdirSync(parent, { recursive: true })
  const all = readdirSync(parent).map((entry) => join(parent, entry))
  const byAge = all.map((path) => ({ path, at: modifiedAt(path) })).sort((a, b) => b.at - a.at)
  for (const { path } of byAge.slice(kept - 1)) rmSync(path, { recursive: true, force: true })
  return mkdtempSync(join(parent, `${name}-`))
}

/** Another run may remove it at any time; then it is as old as can be. */
function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
