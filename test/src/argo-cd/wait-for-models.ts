import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { until } from '../wait/until.ts'

type ApiServer = Pick<KubeApi, 'list' | 'text'>

/**
 * Waits until the API server's OpenAPI v2 document describes every kind of custom resource that is installed. It is
 * written in the background, a second after a kind is served, and later on a busy machine.
 *
 * Argo CD reads it when it first looks at a cluster, and when a CustomResourceDefinition changes. For an object of a
 * kind that was missing, it reports "unable to resolve parseableType" from then on.
 *
 * @see https://github.com/argoproj/gitops-engine/blob/5baed5604d2d/pkg/diff/diff.go#L384
 */
export async function waitForModels(api: ApiServer, guard?: () => void): Promise<void> {
  await until(
    async () => {
      const missing = await missingModels(api)
      return missing.length === 0 ? { done: true } : { state: `not described: ${missing.join(', ')}` }
    },
    // The document has several megabytes.
    { what: 'all custom resources to be described in OpenAPI', timeoutMs: 180_000, intervalMs: 250, guard },
  )
}

/** `group/version Kind` of those that are not described yet. */
export async function missingModels(api: ApiServer): Promise<string[]> {
  const crds = await api.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition')
  if (crds.length === 0) return []
  const document = await api.text('/openapi/v2')
  return crds.flatMap(({ spec }) =>
    servedVersions(spec)
      .filter((version) => !document.includes(`"${objectPath(spec, version)}":`))
      .map((version) => `${spec.group}/${version} ${spec.names.kind}`),
  )
}

function servedVersions({ versions }: KubeObject['spec']): string[] {
  return versions.flatMap(({ name, served }: { name: string; served: boolean }) => (served ? [name] : []))
}

function objectPath({ group, scope, names }: KubeObject['spec'], version: string): string {
  const namespace = scope === 'Namespaced' ? '/namespaces/{namespace}' : ''
  return `/apis/${group}/${version}${namespace}/${names.plural}/{name}`
}
