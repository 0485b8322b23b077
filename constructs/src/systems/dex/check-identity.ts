import type { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { isRecord } from '../../app/is-record.ts'
import { quote } from '../../cluster/problem.ts'
import type { RegisteredClient } from './clients.ts'

/**
 * Reports what only shows once all clients are known: nobody can sign in, a value that Dex would change, an unknown
 * trusted peer.
 */
export function checkIdentity(dex: App, clients: readonly RegisteredClient[]): void {
  const { connectors, users } = dex.cluster.identity
  if (connectors.length === 0 && users.length === 0) {
    const message =
      'identity has neither connectors nor users, so nobody could sign in, and Dex does not start without either'
    const remedy = 'Add a person to identity.users, or a connector to identity.connectors.'
    dex.report(appInvalid.problem('identity', message, remedy), 'definition')
  }
  for (const [index, connector] of connectors.entries()) {
    const found = findVariable(connector, `identity.connectors[${index}]`)
    if (!found) continue
    const message = `${quote(found.value)} contains "$", which Dex replaces with an environment variable`
    const remedy = 'Use a value without "$", or with "$" at its end only.'
    dex.report(appInvalid.problem(found.path, message, remedy), 'definition')
  }
  const ids = clients.map(({ id }) => id)
  for (const { id, consumer, trustedPeers } of clients) {
    const unknown = trustedPeers?.find((peer) => !ids.includes(peer))
    if (unknown === undefined) continue
    const message = `trusted peer "${unknown}" is not a client; there are: ${ids.join(', ')}`
    const asker = dex.tree.apps.find(({ appName }) => appName === consumer) ?? dex
    asker.report(
      appInvalid.problem(`registerClient("${id}").trustedPeers`, message, 'Name a registered client, or register it.'),
    )
  }
}

/** What Go's `os.ExpandEnv` takes for a variable; a "$" before anything else it leaves alone. */
const variable = /\$[A-Za-z0-9_{*#$@!?-]/

function findVariable(value: unknown, path: string): { readonly path: string; readonly value: string } | undefined {
  if (typeof value === 'string') return variable.test(value) ? { path, value } : undefined
  if (Array.isArray(value)) return firstOf(value.map((item, index) => [item, `${path}[${index}]`]))
  if (isRecord(value)) return firstOf(Object.entries(value).map(([key, item]) => [item, `${path}.${key}`]))
  return undefined
}

function firstOf(entries: readonly (readonly [unknown, string])[]) {
  for (const [value, path] of entries) {
    const found = findVariable(value, path)
    if (found) return found
  }
  return undefined
}
