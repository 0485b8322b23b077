import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

/** Number of renameat2(2) per architecture. @see https://github.com/torvalds/linux/blob/master/scripts/syscall.tbl */
const RENAMEAT2: Partial<Record<NodeJS.Architecture, number>> = {
  x64: 316,
  arm64: 276,
  riscv64: 276,
  loong64: 276,
  arm: 382,
  ia32: 353,
  ppc64: 357,
  s390x: 347,
}

/**
 * AT_FDCWD is -100, RENAME_EXCHANGE is 2; the paths are absolute. A run that was killed meanwhile swaps nothing any more:
 * the next one may have begun to build another tree under the same name.
 */
const PERL = 'exit(getppid == $ARGV[3] && syscall($ARGV[0] + 0, -100, $ARGV[1], -100, $ARGV[2], 2) == 0 ? 0 : 1)'

/**
 * Swaps two directories of one file system so that no instant shows neither.
 *
 * Node has no call for renameat2(RENAME_EXCHANGE), and a native addon would be a heavy dependency for one system call.
 * Perl, which Git needs anyway, can make it; `mv --exchange` of coreutils 9.5 as well. Whoever made the call, the
 * inodes tell whether it happened.
 *
 * @returns false, with nothing changed, where there is no such call or program.
 */
export function exchange(a: string, b: string): boolean {
  const number = RENAMEAT2[process.arch]
  if (process.platform !== 'linux' || number === undefined) return false
  const before = statSync(a).ino
  const attempts: [string, string[]][] = [
    ['perl', ['-e', PERL, String(number), a, b, String(process.pid)]],
    ['mv', ['--exchange', '--no-copy', '--no-target-directory', a, b]],
  ]
  for (const [command, args] of attempts) {
    spawnSync(command, args, { stdio: 'ignore' })
    if (statSync(a).ino !== before) return true
  }
  return false
}
