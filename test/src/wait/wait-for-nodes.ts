import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { until } from './until.ts'

export interface WaitForNodesOptions {
  /** Nodes that must be among them; none for a control plane without nodes. @default any, but at least one */
  readonly names?: readonly string[]
  /** For each of the two things that are waited for. @default 180000 */
  readonly timeoutMs?: number
  /** Runs before each look; a throw ends the wait. */
  readonly guard?: () => void
}

/**
 * Resolves when every node is ready and free of the taints that Kubernetes itself sets, and pods can be created in
 * the default namespace.
 */
export async function waitForNodes(api: KubeApi, { names, ...waiting }: WaitForNodesOptions = {}): Promise<void> {
  const options = { timeoutMs: 180_000, ...waiting }
  await until(
    async () => {
      const problems = whyNodesNotReady(await api.list('v1', 'Node'), names)
      return problems.length === 0 ? { done: true } : { state: problems.join('; ') }
    },
    { what: 'all nodes to be ready', ...options },
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

/** Why nodes take no pods yet, one sentence each. @param names see `WaitForNodesOptions` */
export function whyNodesNotReady(nodes: readonly KubeObject[], names?: readonly string[]): string[] {
  const present = new Set(nodes.map(({ metadata }) => metadata.name))
  const absent = (names ?? []).filter((name) => !present.has(name)).map((name) => `${name}: does not exist`)
  const none = !names && nodes.length === 0 ? ['there are no nodes'] : []
  return [...none, ...absent, ...nodes.flatMap((node) => whyNotReady(node) ?? [])]
}

/** Why a node takes no pods yet, or undefined. */
export function whyNotReady(node: KubeObject): string | undefined {
  const ready = (node.status?.conditions ?? []).find((condition: { type: string }) => condition.type === 'Ready')
  if (ready?.status !== 'True') return `${node.metadata.name}: Ready is ${ready?.status ?? 'not set'}`
  const taint = (node.spec?.taints ?? []).find((taint: { key: string }) => taint.key.startsWith('node.kubernetes.io/'))
  return taint && `${node.metadata.name}: tainted ${taint.key}`
}
