import { copyFileSync, linkSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Files } from './marker.ts'
import type { EmissionPlan } from './plan-emission.ts'
import type { LiveTree } from './read-live-tree.ts'

/**
 * Builds in `to` the folder that is to replace `from`: new files written, all others linked, so that they keep their
 * inode and time.
 */
export function stage(plan: EmissionPlan, files: Files, live: LiveTree, from: string, to: string): void {
  mkdirSync(to)
  for (const path of [...plan.unchanged, ...plan.foreign]) {
    const [source, target] = [join(from, path), join(to, path)]
    const type = live.entries.get(path)
    mkdirSync(type === 'directory' ? target : dirname(target), { recursive: true })
    if (type === 'symlink') symlinkSync(readlinkSync(source), target)
    else if (type !== 'directory') linkOrCopy(source, target)
  }
  for (const path of plan.written) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    writeFileSync(join(to, path), files.get(path) as Buffer)
  }
}

/** Not every file system has hard links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
