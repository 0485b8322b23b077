import { isRecord } from '@ainur/constructs/is-record'
import type { KindEntry } from './kind-entry.ts'
import type { Schema } from './schema.ts'
import { type TrimmedSchemas, trimSchema } from './trim-schema.ts'

/** One served version of a custom resource. */
export interface CrdKind extends KindEntry {
  readonly apiVersion: string
  readonly kind: string
  readonly schema: Schema
}

/**
 * The kinds that a CustomResourceDefinition brings, one per served version; none if its spec makes no sense.
 *
 * @param trimmed remembers schemas that several definitions share
 */
export function crdKinds(crd: unknown, trimmed?: TrimmedSchemas): CrdKind[] {
  const spec = isRecord(crd) && isRecord(crd.spec) ? crd.spec : {}
  const names = isRecord(spec.names) ? spec.names : {}
  const { group, versions } = spec
  const { kind, plural } = names
  if (typeof group !== 'string' || typeof kind !== 'string' || typeof plural !== 'string') return []
  if (!Array.isArray(versions)) return []
  const scope = spec.scope === 'Cluster' ? 'Cluster' : 'Namespaced'
  return versions
    .filter((version) => isRecord(version) && version.served !== false && typeof version.name === 'string')
    .map((version) => ({
      apiVersion: `${group}/${version.name}`,
      kind,
      plural,
      scope,
      schema: customRoot(isRecord(version.schema) ? version.schema.openAPIV3Schema : undefined, trimmed),
    }))
}

/**
 * The schema of a whole custom object. The API server itself defines apiVersion, kind and metadata, whatever the CRD
 * says; the status is a controller's business and nobody writes it into a tree.
 */
function customRoot(raw: unknown, trimmedBefore?: TrimmedSchemas): Schema {
  const schema = isRecord(raw) ? raw : {}
  // Left out before anything is trimmed: the status of an Application is larger than the rest of it.
  const { status, ...properties } = isRecord(schema.properties) ? schema.properties : {}
  const trimmed = trimSchema({ ...schema, properties }, trimmedBefore)
  const required = trimmed.required?.filter((name) => name !== 'status')
  return {
    ...trimmed,
    type: 'object',
    properties: {
      ...trimmed.properties,
      ...(status ? { status: anyObject } : {}),
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: anyObject,
    },
    ...(required ? { required } : {}),
  }
}

const anyObject: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
