import { AppError } from '../../app/app-error.ts'
import { isRecord } from '../../app/is-record.ts'
import type { Identity } from '../../cluster/cluster.ts'
import type { RegisteredClient } from './clients.ts'

/**
 * Checks what only shows once all clients are known.
 *
 * @throws AppError for the first of: nobody can sign in, a value that Dex would change, an unknown trusted peer.
 */
export function checkIdentity(app: string, identity: Identity, clients: readonly RegisteredClient[]): void {
  if (identity.connectors.length === 0 && identity.users.length === 0) {
    throw new AppError(
      app,
      'identity',
      'identity has neither connectors nor users, so nobody could sign in, and Dex does not start without either',
      'add a person to identity.users, or a connector (github, oidc or ldap) to identity.connectors',
    )
  }
  identity.connectors.forEach((connector, index) => {
    const found = findDollar(connector, `identity.connectors[${index}]`)
    if (!found) return
    throw new AppError(
      app,
      found.path,
      `${JSON.stringify(found.value)} contains "$", which Dex replaces with an environment variable`,
      'use a value without "$"',
    )
  })
  const ids = clients.map(({ id }) => id)
  for (const client of clients) {
    const unknown = client.trustedPeers?.find((peer) => !ids.includes(peer))
    if (unknown === undefined) continue
    throw new AppError(
      client.consumer,
      `registerClient("${client.id}").trustedPeers`,
      `trusted peer "${unknown}" is not a client; there are: ${ids.join(', ')}`,
      'name a registered client, or register it',
    )
  }
}

function findDollar(value: unknown, path: string): { readonly path: string; readonly value: string } | undefined {
  if (typeof value === 'string') return value.includes('$') ? { path, value } : undefined
  if (Array.isArray(value)) return firstOf(value.map((item, index) => [item, `${path}[${index}]`]))
  if (isRecord(value)) return firstOf(Object.entries(value).map(([key, item]) => [item, `${path}.${key}`]))
  return undefined
}

function firstOf(entries: readonly (readonly [unknown, string])[]) {
  for (const [value, path] of entries) {
    const found = findDollar(value, path)
    if (found) return found
  }
  return undefined
}
