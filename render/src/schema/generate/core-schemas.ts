import { isRecord } from '@ainur/constructs/is-record'
import type { SchemaFileEntry, Scope } from '../kind-entry.ts'
import type { Schema, SchemaFile } from '../schema.ts'
import { trimSchema } from '../trim-schema.ts'
import { definitionFacts, propertyFacts } from './core-facts.ts'
import { type GoOpenApiFacts, goDefinitionName } from './go-openapi-facts.ts'
import { mapSchema } from './map-schema.ts'
import { reachable, refsTo } from './reachable.ts'

export interface CoreSchemas {
  readonly file: SchemaFile
  readonly kinds: SchemaFileEntry['kinds']
}

/** The kinds that a tree may hold, from Kubernetes' OpenAPI v2 document: those that can be both created and listed. */
export function coreSchemas(openApi: unknown, facts: GoOpenApiFacts): CoreSchemas {
  if (!isRecord(openApi) || !isRecord(openApi.definitions) || !isRecord(openApi.paths)) {
    throw new Error('the OpenAPI document has no definitions or paths')
  }
  const raw = openApi.definitions
  const trimmed: Record<string, Schema> = {}
  const listKeys = listKeysOf(raw)
  for (const [name, definition] of Object.entries(raw))
    trimmed[name] = coreDefinition(name, definition, facts, listKeys)

  const kinds: Record<string, Record<string, Schema>> = {}
  const entries: Record<string, Record<string, [Scope, string]>> = {}
  for (const { group, version, kind, scope, plural } of storedKinds(openApi.paths)) {
    const apiVersion = group ? `${group}/${version}` : version
    const definition = definitionOf(raw, { group, version, kind })
    const root = trimmed[definition]
    if (!root) throw new Error(`${apiVersion} ${kind}: no definition`)
    kinds[apiVersion] = { ...kinds[apiVersion], [kind]: withoutStatus(root) }
    entries[apiVersion] = { ...entries[apiVersion], [kind]: [scope, plural] }
  }
  const roots = Object.values(kinds).flatMap((perKind) => Object.values(perKind))
  const definitions = reachable(roots, trimmed)
  const short = (name: string) => name.replace(/^io\.k8s\.(api\.)?/, '')
  return {
    file: {
      definitions: Object.fromEntries(
        Object.entries(definitions).map(([name, schema]) => [short(name), refsTo(schema, short)]),
      ),
      kinds: Object.fromEntries(
        Object.entries(kinds).map(([apiVersion, perKind]) => [
          apiVersion,
          Object.fromEntries(Object.entries(perKind).map(([kind, schema]) => [kind, refsTo(schema, short)])),
        ]),
      ),
    },
    kinds: entries,
  }
}

function coreDefinition(name: string, raw: unknown, facts: GoOpenApiFacts, listKeys: ReadonlySet<string>): Schema {
  const replaced = definitionFacts[name]
  if (replaced) return replaced
  const trimmed = refsTo(trimSchema(raw), (ref) => ref.replace('#/definitions/', ''))
  if (!trimmed.properties) {
    // A struct without published fields is decoded as free-form JSON.
    const freeForm = trimmed.type === 'object' && trimmed.additionalProperties === undefined
    return freeForm ? { ...trimmed, 'x-kubernetes-preserve-unknown-fields': true } : trimmed
  }
  const goFacts = facts.get(goDefinitionName(name))
  const properties = Object.fromEntries(
    Object.entries(trimmed.properties).map(([property, schema]) => {
      const known = goFacts?.get(property)
      const merged: Record<string, unknown> = { ...schema, ...propertyFacts[name]?.[property] }
      if (known?.enum) merged.enum = known.enum
      if (known?.itemEnum && schema.items) merged.items = { ...schema.items, enum: known.itemEnum }
      if (known?.default !== undefined && listKeys.has(property)) merged.default = known.default
      return [property, merged as Schema]
    }),
  )
  return { ...trimmed, properties }
}

/** Names of all properties that identify an item of some list. */
function listKeysOf(raw: Record<string, unknown>): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const definition of Object.values(raw)) {
    mapSchema(trimSchema(definition), (schema) => {
      for (const key of schema['x-kubernetes-list-map-keys'] ?? []) keys.add(key)
      return schema
    })
  }
  return keys
}

interface StoredKind {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly scope: Scope
  readonly plural: string
}

function storedKinds(paths: Record<string, unknown>): StoredKind[] {
  const collection = /^\/(?:api|apis\/[^/]+)\/[^/]+\/(namespaces\/\{namespace\}\/)?([a-z]+)$/
  return Object.entries(paths).flatMap(([path, operations]) => {
    const match = collection.exec(path)
    if (!match?.[2] || !isRecord(operations) || !operations.get || !isRecord(operations.post)) return []
    const id = operations.post['x-kubernetes-group-version-kind']
    if (!isRecord(id)) return []
    return {
      group: String(id.group),
      version: String(id.version),
      kind: String(id.kind),
      scope: match[1] ? 'Namespaced' : 'Cluster',
      plural: match[2],
    } satisfies StoredKind
  })
}

function definitionOf(raw: Record<string, unknown>, wanted: { group: string; version: string; kind: string }): string {
  const found = Object.entries(raw).find(([, definition]) => {
    const ids = isRecord(definition) ? definition['x-kubernetes-group-version-kind'] : undefined
    return (
      Array.isArray(ids) &&
      ids.length === 1 &&
      ids[0].group === wanted.group &&
      ids[0].version === wanted.version &&
      ids[0].kind === wanted.kind
    )
  })
  return found?.[0] ?? ''
}

/** Nobody writes a status into a tree: it is not worth its definitions. */
function withoutStatus(root: Schema): Schema {
  if (!root.properties?.status) return root
  const free: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
  const required = root.required?.filter((name) => name !== 'status')
  return { ...root, properties: { ...root.properties, status: free }, ...(required ? { required } : {}) }
}
