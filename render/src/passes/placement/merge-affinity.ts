import { isDeepStrictEqual } from 'node:util'
import { type AskedOfNodes, isRecord, type PodSpecLike, preferenceWeight } from '@ainur/constructs'
import type { Requirement } from '../../plan/match-expression.ts'
import { isEmptyTerm, requiredTerms } from '../../plan/node-affinity.ts'

/**
 * The pod's affinity with `requirements` in addition to all that its author wrote; undefined when nothing is to be added.
 *
 * Terms are alternatives, so a requirement goes into every one of them. A term that is empty matches nothing and must
 * stay empty. What the node selector already says is not said again.
 */
export function mergeAffinity(
  spec: PodSpecLike,
  requirements: readonly Requirement[],
  preferred: readonly AskedOfNodes[],
): Record<string, unknown> | undefined {
  const affinity = isRecord(spec.affinity) ? spec.affinity : {}
  const nodeAffinity = isRecord(affinity.nodeAffinity) ? affinity.nodeAffinity : {}
  const merged = {
    ...affinity,
    nodeAffinity: { ...nodeAffinity, ...required(spec, requirements), ...preference(nodeAffinity, preferred) },
  }
  const unchanged =
    Object.keys(merged.nodeAffinity).length === 0 || isDeepStrictEqual(merged.nodeAffinity, nodeAffinity)
  return unchanged ? undefined : merged
}

function required(spec: PodSpecLike, requirements: readonly Requirement[]) {
  const selector = spec.nodeSelector ?? {}
  const added = requirements.filter(({ key, values }) => !values?.includes(selector[key] ?? ''))
  if (added.length === 0) return {}
  const terms = requiredTerms(spec)
  const nodeSelectorTerms =
    terms === undefined
      ? [{ matchExpressions: added }]
      : terms.map((term) => {
          if (isEmptyTerm(term)) return term
          const own = term.matchExpressions ?? []
          const missing = added.filter((requirement) => !own.some((known) => isDeepStrictEqual(known, requirement)))
          return missing.length === 0 ? term : { ...term, matchExpressions: [...own, ...missing] }
        })
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } }
}

function preference(nodeAffinity: Record<string, unknown>, preferred: readonly AskedOfNodes[]) {
  const key = 'preferredDuringSchedulingIgnoredDuringExecution'
  const own = Array.isArray(nodeAffinity[key]) ? nodeAffinity[key] : []
  const added = preferred
    .map(({ requirement }) => ({ weight: preferenceWeight, preference: { matchExpressions: [requirement] } }))
    .filter((term) => !own.some((known: unknown) => isDeepStrictEqual(known, term)))
  return added.length === 0 ? {} : { [key]: [...own, ...added] }
}
