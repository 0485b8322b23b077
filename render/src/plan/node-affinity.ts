import type { PodSpecLike } from '@ainur/constructs'
import { isRecord } from '@ainur/constructs/is-record'
import { matchesRequirement, type Requirement } from './match-expression.ts'
import type { SchedulingNode } from './scheduling-node.ts'

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly Requirement[]
  readonly matchFields?: readonly Requirement[]
}

/** The terms of a pod's required node affinity, of which one must match; undefined when it has none. */
export function requiredTerms(spec: PodSpecLike): readonly NodeSelectorTerm[] | undefined {
  const nodeAffinity = isRecord(spec.affinity) ? spec.affinity.nodeAffinity : undefined
  const required = isRecord(nodeAffinity) ? nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution : undefined
  if (!isRecord(required)) return undefined
  return Array.isArray(required.nodeSelectorTerms) ? required.nodeSelectorTerms : []
}

/** A term without any requirement matches no node, rather than every node. */
export function isEmptyTerm(term: NodeSelectorTerm): boolean {
  return (term.matchExpressions ?? []).length === 0 && (term.matchFields ?? []).length === 0
}

/**
 * Whether one node selector term accepts `node`.
 *
 * @see https://github.com/kubernetes/component-helpers/blob/master/scheduling/corev1/nodeaffinity/nodeaffinity.go
 */
export function matchesTerm(term: NodeSelectorTerm, node: Pick<SchedulingNode, 'name' | 'labels'>): boolean {
  if (isEmptyTerm(term)) return false
  return (
    (term.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, node.labels)) &&
    (term.matchFields ?? []).every((requirement) => matchesField(requirement, node.name))
  )
}

/** Whether `spec.nodeSelector` and the required node affinity accept `node`. */
export function matchesNodeAffinity(spec: PodSpecLike, node: Pick<SchedulingNode, 'name' | 'labels'>): boolean {
  const selector = Object.entries(spec.nodeSelector ?? {})
  if (!selector.every(([key, value]) => Object.hasOwn(node.labels, key) && node.labels[key] === value)) return false
  const terms = requiredTerms(spec)
  return terms === undefined || terms.some((term) => matchesTerm(term, node))
}

/** Only `metadata.name` is a field of a node, and only `In` and `NotIn` with one value are field requirements. */
function matchesField({ key, operator, values = [] }: Requirement, nodeName: string): boolean {
  if (key !== 'metadata.name' || values.length !== 1) return false
  if (operator === 'In') return values[0] === nodeName
  return operator === 'NotIn' && values[0] !== nodeName
}
