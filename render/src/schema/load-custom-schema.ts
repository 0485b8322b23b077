import { sharedCrd } from '@ainur/constructs/crds'
import { groupOf } from '../model/group-of.ts'
import { crdKinds } from './crd-kinds.ts'
import type { Schema } from './schema.ts'
import type { TrimmedSchemas } from './trim-schema.ts'

const schemas = new Map<string, Schema>()
const trimmed: TrimmedSchemas = new Map()

/**
 * The schema of a custom resource, from the definition that clusters get, so that both say the same. A definition is
 * looked into when the first of its kinds is asked for.
 *
 * @param upstream name in the index
 */
export function loadCustomSchema(upstream: string, apiVersion: string, kind: string, plural: string): Schema {
  const key = `${apiVersion} ${kind}`
  if (!schemas.has(key)) {
    const crd = sharedCrd(upstream, `${plural}.${groupOf(apiVersion)}`)
    for (const each of crdKinds(crd, trimmed)) schemas.set(`${each.apiVersion} ${each.kind}`, each.schema)
  }
  const schema = schemas.get(key)
  if (!schema) throw new Error(`the definitions of ${upstream} have no ${key}: run npm run generate -- --all`)
  return schema
}
