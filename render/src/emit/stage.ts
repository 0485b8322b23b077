import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { Files } from './marker.ts'
import type { EmissionPlan } from './plan-emission.ts'
import type { LiveTree } from './read-live-tree.ts'

/** File systems without hard links answer with one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Builds the folder that is to replace `live`: new files written, all others linked, so that they keep their inode and
 * time.
 *
 * @returns how many entries it holds.
 */
export function stage(
  plan: EmissionPlan,
  files: Files,
  live: LiveTree,
  from: string,
  to: string,
  fs: FileSystem,
): number {
  const made = new Set<string>(['.'])
  const makeFolder = (folder: string): void => {
    if (made.has(folder)) return
    makeFolder(dirname(folder))
    fs.mkdir(join(to, folder))
    made.add(folder)
  }
  fs.mkdir(to)
  for (const path of [...plan.unchanged, ...plan.foreign]) {
    if (live.entries.get(path) === 'directory') makeFolder(path)
    else {
      makeFolder(dirname(path))
      keep(join(from, path), join(to, path), fs)
    }
  }
  for (const path of plan.written) {
    makeFolder(dirname(path))
    fs.writeFile(join(to, path), files.get(path) ?? Buffer.alloc(0))
  }
  return plan.unchanged.length + plan.foreign.length + plan.written.length
}

function keep(from: string, to: string, fs: FileSystem): void {
  if (lstatSync(from).isSymbolicLink()) {
    fs.symlink(readlinkSync(from), to)
    return
  }
  try {
    fs.link(from, to)
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    fs.copyFile(from, to)
    const { atime, mtime } = statSync(from)
    fs.utimes(to, atime, mtime)
  }
}
