import { asMap, asMaps } from '../model/shape.ts'
import { matchesLabelSelector } from '../plan/label-selector.ts'
import type { PodTemplate } from '../pods/pod-template.ts'

/** Whether the pods of a template land only on a node where a pod of `other` is. Both are of one namespace. */
export function requiresNeighbour({ spec }: PodTemplate, other: PodTemplate): boolean {
  const { podAffinity } = asMap(spec.affinity)
  return asMaps(asMap(podAffinity).requiredDuringSchedulingIgnoredDuringExecution).some(
    ({ topologyKey, labelSelector }) =>
      topologyKey === 'kubernetes.io/hostname' && matchesLabelSelector(labelSelector, other.labels),
  )
}
