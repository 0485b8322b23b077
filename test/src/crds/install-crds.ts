import { ApiError } from '../api/api-error.ts'
import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { until } from '../wait/until.ts'
import { withoutDescriptions } from './without-descriptions.ts'

/**
 * Creates CustomResourceDefinitions and waits until the API server serves all of them; those that exist are left as
 * they are. Descriptions are left out: they are most of the bytes and none of the meaning.
 */
export async function installCrds(api: KubeApi, crds: readonly KubeObject[]): Promise<void> {
  await Promise.all(crds.map((crd) => createMissing(api, withoutDescriptions(crd))))
  const wanted = crds.flatMap(servedKinds)
  await until(
    async () => {
      const served = await Promise.all(wanted.map(({ apiVersion, kind }) => api.discovery.serves(apiVersion, kind)))
      const waiting = wanted.filter((_, index) => !served[index])
      if (waiting.length === 0) return { done: true }
      return { state: `not served: ${waiting.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).join(', ')}` }
    },
    { what: `${wanted.length} kinds of custom resources to be served`, timeoutMs: 60_000, intervalMs: 100 },
  )
}

async function createMissing(api: KubeApi, crd: KubeObject): Promise<void> {
  try {
    await api.create(crd)
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error
  }
}

function servedKinds(crd: KubeObject): { readonly apiVersion: string; readonly kind: string }[] {
  const versions: { name: string; served: boolean }[] = crd.spec.versions
  return versions
    .filter(({ served }) => served)
    .map(({ name }) => ({ apiVersion: `${crd.spec.group}/${name}`, kind: crd.spec.names.kind }))
}
