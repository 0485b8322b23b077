import { groupOf } from '../model/group-of.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { crdKinds } from '../schema/crd-kinds.ts'
import { loadSchemaIndex } from '../schema/load-schema-file.ts'
import { SchemaRegistry } from '../schema/schema-registry.ts'

/** What an app finds in its cluster when its turn comes. */
export interface ApiSurroundings {
  /** Kubernetes minor, `1.36`. */
  readonly minor: string
  /** CustomResourceDefinitions that exist by then, by name, for kinds that the generated schemas know. */
  readonly definitionNames: ReadonlySet<string>
  /** CustomResourceDefinitions of the tree that exist by then. */
  readonly definitions: readonly KubeObject[]
}

/**
 * The APIs that templates may ask for, as `group/version` and `group/version/Kind`, sorted: those of Kubernetes, and of
 * the custom resources that exist when the app is synced.
 */
export function apiVersionsOf({ minor, definitionNames, definitions }: ApiSurroundings): string[] {
  const generated = new SchemaRegistry({ minor }).minor
  const found = new Set<string>()
  const add = (apiVersion: string, kind: string) => void found.add(apiVersion).add(`${apiVersion}/${kind}`)
  for (const { minor: ofFile, kinds } of Object.values(loadSchemaIndex().files)) {
    if (ofFile !== undefined && ofFile !== generated) continue
    for (const [apiVersion, perKind] of Object.entries(kinds)) {
      for (const [kind, [, plural]] of Object.entries(perKind)) {
        if (ofFile !== undefined || definitionNames.has(`${plural}.${groupOf(apiVersion)}`)) add(apiVersion, kind)
      }
    }
  }
  for (const { apiVersion, kind } of definitions.flatMap((crd) => crdKinds(crd))) add(apiVersion, kind)
  return [...found].sort()
}
