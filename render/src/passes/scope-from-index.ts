import { loadSchemaIndex } from '../schema/load-schema-file.ts'
import type { ScopeOf } from './namespace.ts'

let scopes: Map<string, 'Namespaced' | 'Cluster'> | undefined

/** Scope of a kind by the generated schemas' index, whatever Kubernetes version it comes from. */
export const scopeFromIndex: ScopeOf = (apiVersion, kind) => {
  scopes ??= new Map(
    Object.values(loadSchemaIndex().files).flatMap(({ kinds }) =>
      Object.entries(kinds).flatMap(([version, entries]) =>
        Object.entries(entries).map(([name, [scope]]) => [`${version} ${name}`, scope] as const),
      ),
    ),
  )
  return scopes.get(`${apiVersion} ${kind}`)
}
