import type { KubeApi } from '../../src/api/kube-api.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { until } from '../../src/wait/until.ts'
import { caseLabel } from './workload.ts'

/** Where the pods of one case ended up. */
export interface Verdict {
  readonly nodes: readonly string[]
  /** Pods that the scheduler refused. */
  readonly pending: number
}

export interface VerdictOptions {
  readonly timeoutMs?: number
  /** How long a refusal must last: the scheduler may learn of a pod before it learns that a node is ready. */
  readonly steadyMs?: number
}

/** Waits until the scheduler has decided about every pod, and sticks to what it refuses. Case name -> verdict. */
export async function waitForVerdicts(
  api: KubeApi,
  objects: readonly KubeObject[],
  { timeoutMs = 400_000, steadyMs = 10_000 }: VerdictOptions = {},
): Promise<Map<string, Verdict>> {
  let refused = ''
  let refusedSince = 0
  const names = objects.map(({ metadata }) => metadata.name)
  const daemons = new Set(objects.filter(({ kind }) => kind === 'DaemonSet').map(({ metadata }) => metadata.name))
  return until<Map<string, Verdict>>(
    async () => {
      const [pods, daemonSets] = await Promise.all([api.list('v1', 'Pod'), api.list('apps/v1', 'DaemonSet')])
      const byCase = new Map<string, KubeObject[]>(names.map((name) => [name, []]))
      for (const pod of pods) byCase.get(pod.metadata.labels?.[caseLabel] ?? '')?.push(pod)
      const undecided = pods.filter(({ spec, status }) => !spec.nodeName && !isRefused(status)).length
      const incomplete = daemonSets.filter(
        ({ metadata, status }) =>
          daemons.has(metadata.name) &&
          (status?.observedGeneration !== metadata.generation ||
            status.desiredNumberScheduled !== byCase.get(metadata.name)?.length),
      )
      const missing = names.filter((name) => !daemons.has(name) && byCase.get(name)?.length === 0)
      if (undecided + incomplete.length + missing.length > 0) {
        return {
          state: `${undecided} pods undecided, ${missing.length} missing, ${incomplete.length} DaemonSets incomplete`,
        }
      }
      const verdicts = new Map([...byCase].map(([name, own]) => [name, verdictOf(own)]))
      const pending = [...verdicts].flatMap(([name, verdict]) => (verdict.pending > 0 ? [name] : [])).join(', ')
      if (pending !== refused) refusedSince = performance.now()
      refused = pending
      if (pending && performance.now() - refusedSince < steadyMs) return { state: `just refused: ${pending}` }
      return { done: verdicts }
    },
    { what: `the scheduler's verdicts about ${objects.length} workloads`, timeoutMs, intervalMs: 200 },
  )
}

function verdictOf(pods: readonly KubeObject[]): Verdict {
  const nodes = pods.flatMap(({ spec }) => (spec.nodeName ? [spec.nodeName as string] : []))
  return { nodes, pending: pods.length - nodes.length }
}

function isRefused(status: KubeObject['status']): boolean {
  return (status?.conditions ?? []).some(
    ({ type, reason }: { type: string; reason?: string }) => type === 'PodScheduled' && reason === 'Unschedulable',
  )
}
