import { chmodSync, copyFileSync, linkSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Family } from '../process/family.ts'

/**
 * Makes a root directory that holds a program, which loads nothing else, and what it finds other programs by.
 *
 * @param executable path of the program in it
 */
export function makeProgramRoot(family: Family, name: string, program: string, executable: string): string {
  const root = join(family.directory, 'roots', name)
  for (const folder of ['etc', 'tmp', dirname(executable)]) mkdirSync(join(root, folder), { recursive: true })
  chmodSync(join(root, 'tmp'), 0o1777)
  // Links, because what is written later into the files of the space is to be seen here too.
  for (const file of ['hosts', 'resolv.conf']) linkSync(join(family.directory, file), join(root, 'etc', file))
  copyFileSync(program, join(root, executable))
  chmodSync(join(root, executable), 0o755)
  return root
}
