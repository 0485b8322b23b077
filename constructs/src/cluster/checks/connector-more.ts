import { defineRule, type Problem } from '../../finding/rule.ts'
import type { Connector } from '../cluster.ts'
import { connectorSchema } from '../connector-schema.ts'
import type { Partly } from '../draft.ts'
import { quote } from '../problem.ts'
import { allowedKeys, type SchemaNode } from '../schema-at.ts'

export const connectorMoreRefused = defineRule('connector-more-refused', 'error', {
  title: 'a setting under `more` has a place of its own, or is secret',
  why: 'Settings under `more` are passed on as they are, into a file that is committed.',
  remedy: 'Write it where the message says.',
})

/** What the construct writes itself, for every connector. */
const written = ['clientID', 'clientSecret', 'redirectURI', 'bindPW', 'keystonePassword', 'serviceAccountFilePath']
const secretKey = /password|passphrase|secret|bindpw|(api|private)key/i

/** What under `more` belongs elsewhere, or nowhere. */
export function checkMore(connector: Partly<Connector>, path: string): Problem[] {
  const { more } = connector
  if (more === undefined) return []
  const known = allowedKeys(connectorSchema as unknown as SchemaNode, connector, [])
  return keysOf(more, '').flatMap(({ key, at }) => {
    const where = `${path}.more.${at}`
    if (written.includes(key)) {
      return [
        connectorMoreRefused.problem(
          where,
          `${quote(key)} is written for you`,
          'Remove it; the bootstrap asks for secrets.',
        ),
      ]
    }
    if (secretKey.test(key)) {
      return [
        connectorMoreRefused.problem(
          where,
          `${quote(key)} looks like a secret, and the definition is committed`,
          'Remove it.',
        ),
      ]
    }
    if (at === key && known.includes(key)) {
      return [
        connectorMoreRefused.problem(
          where,
          `${quote(key)} is a setting of the connector`,
          'Write it beside `more` alone.',
        ),
      ]
    }
    return []
  })
}

function keysOf(value: unknown, above: string): { readonly key: string; readonly at: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = above ? `${above}.${key}` : key
    return [...(Array.isArray(value) ? [] : [{ key, at }]), ...keysOf(inner, at)]
  })
}
