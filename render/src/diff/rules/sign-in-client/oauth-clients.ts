import { isRecord } from '@ainur/constructs/is-record'
import { asText, asTexts } from '../../../model/shape.ts'
import { parseDocument } from '../../compare/documents.ts'
import type { TreeObject } from '../../input/tree-object.ts'

/** A program that an identity provider signs people in for. */
export interface OauthClient {
  readonly id: string
  /** Path inside its object: `data["config.yaml"] > staticClients[0]`. */
  readonly path: string
  /** Where people, and the codes that sign them in, are sent. */
  readonly redirects: readonly string[]
  /** Whether it may redeem a code without a secret of its own. */
  readonly isPublic: boolean
}

/**
 * The OAuth clients that a ConfigMap or a custom resource declares, whichever identity provider reads it: every map with
 * a list of redirect URIs.
 */
export function oauthClientsOf({ group, value, ref }: TreeObject): OauthClient[] {
  if (group === '' && ref.kind === 'ConfigMap') {
    return Object.entries(isRecord(value.data) ? value.data : {}).flatMap(([key, text]) => {
      if (typeof text !== 'string' || !/redirect_?uris?/i.test(text)) return []
      return clientsIn(parseDocument(key, text)?.value, `data[${JSON.stringify(key)}] > `)
    })
  }
  return group.includes('.') && !group.endsWith('.k8s.io') ? clientsIn(value, '') : []
}

function clientsIn(value: unknown, path: string): OauthClient[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => clientsIn(item, `${path}[${index}]`))
  if (!isRecord(value)) return []
  const below = Object.entries(value).flatMap(([key, item]) => clientsIn(item, step(path, key)))
  const list = Object.entries(value).find(([key, item]) => /^redirect_?uris?$/i.test(key) && Array.isArray(item))
  if (!list) return below
  const id = asText(value.id) ?? asText(value.client_id) ?? asText(value.clientId) ?? asText(value.name) ?? ''
  const isPublic = value.public === true || value.publicClient === true
  return [{ id, path: path.replace(/ > $/, ''), redirects: asTexts(list[1]), isPublic }, ...below]
}

function step(path: string, key: string): string {
  return path === '' || path.endsWith(' > ') ? `${path}${key}` : `${path}.${key}`
}
