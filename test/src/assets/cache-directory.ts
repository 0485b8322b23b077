import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * Where this project keeps what it can make again: `$XDG_CACHE_HOME/ainur` or `~/.cache/ainur`.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ relative paths are to be ignored
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'ainur')
}
