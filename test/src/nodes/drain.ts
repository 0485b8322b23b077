import type { KubeApi } from '../api/kube-api.ts'
import { describe, type KubeObject } from '../api/kube-object.ts'
import { until } from '../wait/until.ts'

const nodeKey = (name: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })

/** Keeps new pods away from a node, and deletes those on it that would find another. */
export async function drain(api: KubeApi, node: string): Promise<void> {
  await api.merge(nodeKey(node), { spec: { unschedulable: true } })
  await waitUntilAvoided(api, node)
  await deletePods(api, (pod) => pod.spec.nodeName === node)
}

/** Lets pods back onto a node. */
export async function uncordon(api: KubeApi, node: string): Promise<void> {
  await api.merge(nodeKey(node), { spec: { unschedulable: null } })
}

/** Deletes those pods that match of the ones that may leave their node. Their controllers make new ones. */
export async function deletePods(api: KubeApi, matches: (pod: KubeObject) => boolean = () => true): Promise<void> {
  const pods = (await podsThatMayLeave(api)).filter(matches)
  await Promise.all(pods.map((pod) => api.delete(pod, { gracePeriodSeconds: 0 })))
}

/**
 * All pods but those of DaemonSets, which would come back to the same node, and of Jobs, which count a deleted pod as a
 * failure and wait ever longer.
 */
export async function podsThatMayLeave(api: KubeApi): Promise<KubeObject[]> {
  return (await api.list('v1', 'Pod')).filter((pod) => !ownedBy(pod, ['DaemonSet', 'Job']))
}

function ownedBy({ metadata }: KubeObject, kinds: readonly string[]): boolean {
  return (metadata.ownerReferences ?? []).some((owner: { kind: string }) => kinds.includes(owner.kind))
}

/**
 * Nodes and pods reach the scheduler on different ways: it may place the successor of a pod on the node before it hears
 * that it must not. A pod that wants this node and no other shows what it knows.
 */
async function waitUntilAvoided(api: KubeApi, node: string): Promise<void> {
  await until(
    async () => {
      const message = await refusalOf(api, probe(node))
      return message?.includes('unschedulable') ? { done: true } : { state: message ?? 'it places them there' }
    },
    { what: `the scheduler to keep pods away from ${node}` },
  )
}

/** What the scheduler says to a pod; undefined when it places it. The pod is gone afterwards. */
async function refusalOf(api: KubeApi, pod: KubeObject): Promise<string | undefined> {
  const created = await api.create(pod)
  try {
    return await until<string | undefined>(
      async () => {
        const { spec, status } = await api.read(created)
        if (spec.nodeName) return { done: undefined }
        const scheduled = (status?.conditions ?? []).find(({ type }: { type: string }) => type === 'PodScheduled')
        return scheduled?.reason === 'Unschedulable' ? { done: scheduled.message } : { state: 'not decided' }
      },
      { what: `the scheduler to decide about ${describe(pod)}`, intervalMs: 20 },
    )
  } finally {
    await api.delete(created, { gracePeriodSeconds: 0 })
  }
}

function probe(node: string): KubeObject {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `may-be-placed-on-${node}`, namespace: 'default' },
    spec: { affinity: { nodeAffinity: required }, containers: [{ name: 'none', image: 'example.com/none:1' }] },
  }
}
