import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from './process-identity.ts'
import { readRecord, removeScratchFolder } from './scratch-folder.ts'
import { scratchRoot } from './scratch-root.ts'

/** A directory without a record is left alone this long: its owner may be about to write it. */
const graceMs = 60_000

/** Ends every scratch folder whose owner no longer runs. Returns their directories. */
export function sweep(): string[] {
  const parent = join(scratchRoot(), 'clusters')
  return foldersBelow(parent).filter((directory) => {
    const record = readRecord(directory)
    const abandoned = record ? !isRunning(record.owner) : ageMs(directory) > graceMs
    if (abandoned) removeScratchFolder(directory)
    return abandoned
  })
}

function foldersBelow(parent: string): string[] {
  try {
    return readdirSync(parent).map((name) => join(parent, name))
  } catch {
    return []
  }
}

function ageMs(directory: string): number {
  try {
    return Date.now() - statSync(directory).mtimeMs
  } catch {
    return 0
  }
}
