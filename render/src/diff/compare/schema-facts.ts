import { schemaAt } from '../../schema/schema-at.ts'
import type { SchemaRegistry } from '../../schema/schema-registry.ts'
import { builtInListType } from './built-in-lists.ts'

/** How the items of a list belong together. */
export type ListType =
  | { readonly type: 'map'; readonly keys: readonly string[]; readonly defaults: Readonly<Record<string, unknown>> }
  | { readonly type: 'set' }
  | { readonly type: 'atomic' }

/** What a diff asks about kinds. List items are `[]` in paths. */
export interface SchemaFacts {
  /** Undefined where there is no schema; Kubernetes then treats the list as one value. */
  listAt(apiVersion: string, kind: string, path: readonly string[]): ListType | undefined
  /** `quantity`, or a format of OpenAPI. */
  formatAt(apiVersion: string, kind: string, path: readonly string[]): string | undefined
  isKnown(apiVersion: string, kind: string): boolean
}

/** Facts without any schema: the lists inside pod templates and Services, known by name. */
export const builtInFacts: SchemaFacts = {
  listAt: (_apiVersion, kind, path) => builtInListType(kind, path),
  formatAt: () => undefined,
  isKnown: () => false,
}

/** Facts from the generated schemas and the tree's own CRDs. `registry` is asked for when the first list is compared. */
export function schemaFacts(registry: () => SchemaRegistry): SchemaFacts {
  const lists = new Map<string, ListType | undefined>()
  const indexed = (path: readonly string[]) => path.map((segment) => (segment === '[]' ? 0 : segment))
  return {
    listAt(apiVersion, kind, path) {
      const id = `${apiVersion} ${kind} ${path.join('.')}`
      if (!lists.has(id)) {
        const known = registry().listKeysAt(apiVersion, kind, indexed(path))
        // The API server replaces some lists whole that people read by name, such as the versions of a CRD.
        lists.set(id, known && known.type !== 'atomic' ? known : (builtInListType(kind, path) ?? known))
      }
      return lists.get(id)
    },
    formatAt(apiVersion, kind, path) {
      const schema = registry().schemaFor(apiVersion, kind)
      return schema && schemaAt(schema, indexed(path))?.format
    },
    isKnown: (apiVersion, kind) => registry().scopeOf(apiVersion, kind) !== undefined,
  }
}
