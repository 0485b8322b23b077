import type { Finding } from '@ainur/constructs'
import type { Pass, Rendering } from '../model/rendering.ts'
import { groupOf } from '../pods/group-of.ts'
import { objectRef } from '../pods/object-ref.ts'

/** Whether a kind lives in a namespace; undefined when nobody knows the kind. */
export type ScopeOf = (apiVersion: string, kind: string) => 'Namespaced' | 'Cluster' | undefined

/**
 * Gives namespaced objects the namespace of their app where they have none. A namespace on a cluster-scoped object is an
 * error, because its author meant something that Kubernetes does not do.
 */
export function namespacePass(scopeOf: ScopeOf): Pass {
  return {
    id: 'namespace',
    run(rendering) {
      const findings: Finding[] = []
      const namespaces = new Map(rendering.apps.map((app) => [app.appName, app.appNamespace]))
      const ownScopes = definedScopes(rendering)
      for (const { app, object } of rendering.objects) {
        const scope =
          ownScopes.get(`${groupOf(object.apiVersion)}/${object.kind}`) ?? scopeOf(object.apiVersion, object.kind)
        const namespace = namespaces.get(app)
        if (scope === 'Cluster' && object.metadata.namespace !== undefined) {
          findings.push({
            rule: 'namespace-on-cluster-scoped',
            severity: 'error',
            object: objectRef(object),
            path: 'metadata.namespace',
            message: `"${object.metadata.namespace}" was given, but ${object.kind} is cluster-scoped and has no namespace`,
            remedy: 'leave metadata.namespace out',
          })
        }
        if (scope === undefined && object.metadata.namespace === undefined) {
          findings.push({
            rule: 'scope-unknown',
            severity: 'error',
            object: objectRef(object),
            path: 'apiVersion',
            message: `"${object.apiVersion}" ${object.kind} is in no known schema, so whether it needs a namespace is unknown`,
            remedy: 'set metadata.namespace, or add the kind’s CustomResourceDefinition to the schemas',
          })
        }
        if (scope === 'Namespaced' && !object.metadata.namespace && namespace) {
          object.metadata = withNamespace(object.metadata, namespace)
        }
      }
      return findings
    },
  }
}

/** Right after the name, where readers look for it. */
function withNamespace<M extends { name: string }>({ name, ...rest }: M, namespace: string) {
  return { name, ...rest, namespace }
}

/** Scopes of the kinds that the tree's own CustomResourceDefinitions bring. */
function definedScopes({ objects }: Rendering): Map<string, 'Namespaced' | 'Cluster'> {
  return new Map(
    objects
      .filter(({ object }) => object.kind === 'CustomResourceDefinition')
      .map(({ object: { spec } }) => [`${spec?.group}/${spec?.names?.kind}`, spec?.scope] as const),
  )
}
