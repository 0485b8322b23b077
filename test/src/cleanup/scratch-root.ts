import { chmodSync, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/**
 * Directory below which all clusters of this user live, one folder each: what is there belongs to a running
 * process or is swept by the next. Kept short: Unix sockets below it may have at most 107 bytes of path.
 */
export function scratchRoot(): string {
  const root = join(tmpdir(), `ainur-${userInfo().uid}`)
  mkdirSync(root, { recursive: true, mode: 0o700 })
  chmodSync(root, 0o700)
  return root
}
