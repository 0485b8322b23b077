import { isRecord } from '@ainur/constructs/is-record'
import type { ClusterState, NamespaceLabels } from './cluster-state.ts'
import { matchesLabelSelector } from './label-selector.ts'
import type { Exclusion } from './scheduling.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import type { SimulatedPod } from './simulated-pod.ts'

interface AffinityTerm {
  readonly labelSelector?: unknown
  readonly topologyKey: string
  readonly namespaces?: readonly string[]
  readonly namespaceSelector?: unknown
}

/**
 * Why required pod affinity or anti-affinity keeps `pod` off `node`: its own, and the anti-affinity of pods that are
 * already there.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/plugins/interpodaffinity/filtering.go
 */
export function podAffinityExclusion(
  pod: SimulatedPod,
  node: SchedulingNode,
  state: ClusterState,
): Exclusion | undefined {
  const exclude = (detail: string): Exclusion => ({ node: node.name, constraint: 'pod-affinity', detail })
  const shares = (key: string, other: string) => {
    const domain = node.labels[key]
    return domain !== undefined && state.node(other)?.labels[key] === domain
  }
  const antiTerms = requiredPodTerms(pod, 'podAntiAffinity')
  const terms = requiredPodTerms(pod, 'podAffinity')
  for (const other of antiTerms.length > 0 ? state.placed : []) {
    const mine = antiTerms.find(
      (term) => shares(term.topologyKey, other.node) && selects(term, pod, other.pod, state.namespaceLabels),
    )
    if (mine) return exclude(`its anti-affinity shuns ${describe(other.pod)} in the same ${mine.topologyKey}`)
  }
  for (const other of state.withAntiAffinity) {
    const theirs = requiredPodTerms(other.pod, 'podAntiAffinity').find(
      (term) => shares(term.topologyKey, other.node) && selects(term, other.pod, pod, state.namespaceLabels),
    )
    if (theirs) return exclude(`the anti-affinity of ${describe(other.pod)} in the same ${theirs.topologyKey} shuns it`)
  }
  if (terms.length === 0) return undefined
  // All terms must be met by the same pods; a pod that could be its own companion may be the first.
  const companions = state.placed.filter((other) =>
    terms.every((term) => selects(term, pod, other.pod, state.namespaceLabels)),
  )
  const first = companions.length === 0 && terms.every((term) => selects(term, pod, pod, state.namespaceLabels))
  for (const { topologyKey } of terms) {
    if (node.labels[topologyKey] === undefined) return exclude(`it has no label ${topologyKey} for pod affinity`)
    if (!first && !companions.some((other) => shares(topologyKey, other.node))) {
      return exclude(`no pod that its affinity asks for is in the same ${topologyKey}`)
    }
  }
  return undefined
}

const cache = new WeakMap<object, Record<string, readonly AffinityTerm[]>>()
const none: readonly AffinityTerm[] = []

/** Terms of a pod's required affinity or anti-affinity to other pods. */
export function requiredPodTerms(
  { spec }: SimulatedPod,
  kind: 'podAffinity' | 'podAntiAffinity',
): readonly AffinityTerm[] {
  if (spec.affinity === undefined) return none
  let known = cache.get(spec)
  if (!known) {
    known = { podAffinity: read(spec.affinity.podAffinity), podAntiAffinity: read(spec.affinity.podAntiAffinity) }
    cache.set(spec, known)
  }
  return known[kind] ?? none
}

function read(affinity: unknown): readonly AffinityTerm[] {
  const list = isRecord(affinity) ? affinity.requiredDuringSchedulingIgnoredDuringExecution : undefined
  return Array.isArray(list) ? list.filter((term) => isRecord(term) && typeof term.topologyKey === 'string') : none
}

/** Whether `term`, written in `owner`, selects `other`. */
function selects(term: AffinityTerm, owner: SimulatedPod, other: SimulatedPod, labelsOf: NamespaceLabels): boolean {
  const namespace = other.ref.namespace ?? ''
  const listed = term.namespaces ?? []
  const bySelector = isRecord(term.namespaceSelector)
  const inScope =
    listed.includes(namespace) ||
    (bySelector && matchesLabelSelector(term.namespaceSelector, labelsOf(namespace))) ||
    (listed.length === 0 && !bySelector && namespace === owner.ref.namespace)
  return inScope && matchesLabelSelector(term.labelSelector, other.labels)
}

function describe({ ref }: SimulatedPod): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`
}
