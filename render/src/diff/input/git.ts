import { spawnSync } from 'node:child_process'
import { DiffUsageError } from './user-error.ts'

/** Runs Git in `cwd`; undefined when it says no. Nothing here writes to the repository. */
export function git(cwd: string, args: readonly string[], input?: string): Buffer | undefined {
  const result = spawnSync('git', ['-C', cwd, ...args], {
    input,
    maxBuffer: 4 * 1024 ** 3,
    // Answers in English whatever the user's language, and never a prompt for a password.
    env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  if (result.error && (result.error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw new DiffUsageError('git was not found: install it, or compare two directories instead of revisions')
  }
  // As in a container that runs as another user than the one who cloned.
  const [, folder] = /dubious ownership in repository at '(.+)'/.exec(result.stderr?.toString() ?? '') ?? []
  if (folder) {
    throw new DiffUsageError(
      `Git does not read ${folder}, because it belongs to another user: run git config --global --add safe.directory ${folder}`,
    )
  }
  return result.status === 0 ? result.stdout : undefined
}

export function gitText(cwd: string, args: readonly string[]): string | undefined {
  return git(cwd, args)?.toString('utf8').trim()
}
