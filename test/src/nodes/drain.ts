import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'

const nodeKey = (name: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })

/** Keeps new pods away from a node, and deletes those on it that would find another. */
export async function drain(api: KubeApi, node: string): Promise<void> {
  await api.merge(nodeKey(node), { spec: { unschedulable: true } })
  await deletePods(api, (pod) => pod.spec.nodeName === node)
}

/** Lets pods back onto a node. */
export async function uncordon(api: KubeApi, node: string): Promise<void> {
  await api.merge(nodeKey(node), { spec: { unschedulable: null } })
}

/**
 * Deletes the pods that match, except those of DaemonSets, which would come back to the same node, and of Jobs, which
 * count a deleted pod as a failure and wait ever longer. The controllers of the others make new ones.
 */
export async function deletePods(api: KubeApi, matches: (pod: KubeObject) => boolean = () => true): Promise<void> {
  const pods = (await api.list('v1', 'Pod')).filter((pod) => !ownedBy(pod, ['DaemonSet', 'Job']) && matches(pod))
  await Promise.all(pods.map((pod) => api.delete(pod, { gracePeriodSeconds: 0 })))
}

function ownedBy({ metadata }: KubeObject, kinds: readonly string[]): boolean {
  return (metadata.ownerReferences ?? []).some((owner: { kind: string }) => kinds.includes(owner.kind))
}
