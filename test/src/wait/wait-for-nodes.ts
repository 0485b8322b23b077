import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { until } from './until.ts'

/**
 * Resolves when every node is ready and free of the taints that Kubernetes itself sets, and pods can be created in
 * the default namespace.
 */
export async function waitForNodes(
  api: KubeApi,
  options: { readonly timeoutMs?: number; readonly guard?: () => void } = {},
): Promise<void> {
  await until(
    async () => {
      const nodes = await api.list('v1', 'Node')
      const waiting = nodes.map(whyNotReady).filter((why) => why !== undefined)
      return waiting.length === 0 && nodes.length > 0 ? { done: true } : { state: waiting.join('; ') || 'no nodes' }
    },
    { what: 'all nodes to be ready', timeoutMs: 60_000, ...options },
  )
  await until(
    async () =>
      (await api.find({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: 'default' },
      }))
        ? { done: true }
        : { state: 'it does not exist' },
    { what: 'ServiceAccount default/default, without which no pod can be created', ...options },
  )
}

/** Why a node takes no pods yet, or undefined. */
export function whyNotReady(node: KubeObject): string | undefined {
  const ready = (node.status?.conditions ?? []).find((condition: { type: string }) => condition.type === 'Ready')
  if (ready?.status !== 'True') return `${node.metadata.name}: Ready is ${ready?.status ?? 'not set'}`
  const taint = (node.spec?.taints ?? []).find((taint: { key: string }) => taint.key.startsWith('node.kubernetes.io/'))
  return taint && `${node.metadata.name}: tainted ${taint.key}`
}
