import { groupOf } from '../model/group-of.ts'
import type { Pass, Rendering } from '../model/rendering.ts'

/** Whether a kind lives in a namespace; undefined when nobody knows the kind. */
export type ScopeOf = (apiVersion: string, kind: string) => 'Namespaced' | 'Cluster' | undefined

/**
 * Gives namespaced objects the namespace of their app where they have none. The schema check reports wrong
 * namespaces and unknown kinds.
 */
export function namespacePass(scopeOf: ScopeOf): Pass {
  return {
    id: 'namespace',
    rules: [],
    run(rendering) {
      const namespaces = new Map(rendering.apps.map((app) => [app.appName, app.appNamespace]))
      const ownScopes = definedScopes(rendering)
      for (const { app, object } of rendering.objects) {
        const scope =
          ownScopes.get(`${groupOf(object.apiVersion)}/${object.kind}`) ?? scopeOf(object.apiVersion, object.kind)
        const namespace = namespaces.get(app)
        if (scope === 'Namespaced' && !object.metadata.namespace && namespace) {
          object.metadata = withNamespace(object.metadata, namespace)
        }
      }
      return []
    },
  }
}

/** Right after the name, where readers look for it. */
function withNamespace<M extends { name: string }>({ name, ...rest }: M, namespace: string) {
  return { name, ...rest, namespace }
}

/** Scopes of the kinds that the CustomResourceDefinitions of the tree and of `crds/` bring. */
function definedScopes({ objects, definitions = [] }: Rendering): Map<string, 'Namespaced' | 'Cluster'> {
  return new Map(
    [...definitions, ...objects.map(({ object }) => object)]
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map(({ spec }) => [`${spec?.group}/${spec?.names?.kind}`, spec?.scope] as const),
  )
}
