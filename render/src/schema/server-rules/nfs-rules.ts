import type { Problem } from '@ainur/constructs/finding'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'

/** What the API server refuses in the address of an NFS share. */
export function nfsRules({ server, path }: Record<string, unknown>, at: Path): Problem[] {
  if (server === '') return [breach(serverRule.volumeSource, [...at, 'server'], '"server" is empty', 'name the server')]
  if (typeof path !== 'string' || path.startsWith('/')) return []
  const message = `"${path}": only an absolute path is allowed`
  return [breach(serverRule.volumePath, [...at, 'path'], message, 'write it as the server exports it')]
}
