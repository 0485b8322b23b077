import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { until } from '../wait/until.ts'

/** Applies CustomResourceDefinitions and waits until the API server serves all of them. */
export async function installCrds(api: KubeApi, crds: readonly KubeObject[]): Promise<void> {
  await Promise.all(crds.map((crd) => api.apply(crd)))
  const wanted = new Set(crds.map((crd) => crd.metadata.name))
  await until(
    async () => {
      const present = await api.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition')
      const waiting = new Set(wanted)
      for (const crd of present) if (isEstablished(crd)) waiting.delete(crd.metadata.name)
      return waiting.size === 0 ? { done: true } : { state: `not established: ${[...waiting].join(', ')}` }
    },
    { what: `${wanted.size} CustomResourceDefinitions to be established` },
  )
}

function isEstablished(crd: KubeObject): boolean {
  const conditions: { type: string; status: string }[] = crd.status?.conditions ?? []
  return conditions.some(({ type, status }) => type === 'Established' && status === 'True')
}
