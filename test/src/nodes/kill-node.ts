import type { KubeApi } from '../api/kube-api.ts'
import { simulatedLabel } from './node-objects.ts'

const nodeKey = (name: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })

/**
 * Takes the power from a simulated node: nobody answers for it any more, and its status is what the control plane
 * would write when the heartbeats stop. The real controllers taint it and, after the tolerated time, delete its pods,
 * which stay in Terminating as they do on a machine that is gone.
 */
export async function killNode(api: KubeApi, name: string): Promise<void> {
  const node = await api.read(nodeKey(name))
  await api.merge(nodeKey(name), { metadata: { labels: { [simulatedLabel]: 'false' } } })
  const now = new Date().toISOString()
  const conditions = (node.status.conditions ?? []).map((condition: { type: string }) => ({
    ...condition,
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: now,
  }))
  await api.merge(nodeKey(name), { status: { conditions } }, 'status')
}

/** Gives a killed node its power back: it is ready again, and its terminating pods end. */
export async function reviveNode(api: KubeApi, name: string): Promise<void> {
  await api.merge(nodeKey(name), { metadata: { labels: { [simulatedLabel]: null } } })
}
