import { asMap, asMaps, asTexts, specOf } from '../../model/shape.ts'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { knownTemplates, type PodTemplate, podTemplatesOf } from '../../pods/index.ts'
import type { Tree, TreeObject } from '../model.ts'

export const directions = ['Ingress', 'Egress'] as const
export type Direction = (typeof directions)[number]

/** Whether a NetworkPolicy restricts a direction. */
export function restricts({ value }: TreeObject, direction: Direction): boolean {
  const spec = specOf(value)
  return Array.isArray(spec.policyTypes)
    ? asTexts(spec.policyTypes).includes(direction)
    : direction === 'Ingress' || Array.isArray(spec.egress)
}

/** Whether it lets everything through in a direction: an empty rule, or one for every address. */
export function isOpen({ value }: TreeObject, direction: Direction): boolean {
  const side = direction === 'Ingress' ? 'from' : 'to'
  return asMaps(specOf(value)[direction.toLowerCase()]).some((rule) => {
    if (asMaps(rule.ports).length > 0) return false
    const peers = asMaps(rule[side])
    return peers.length === 0 || peers.some(({ ipBlock }) => /^(0\.0\.0\.0|::)\/0$/.test(String(asMap(ipBlock).cidr)))
  })
}

/** Pods of the tree that a policy selects, each with the object that makes it. */
export function podsUnder(policy: TreeObject, tree: Tree): { readonly owner: TreeObject; readonly pod: PodTemplate }[] {
  const selector = specOf(policy.value).podSelector ?? {}
  return knownTemplates.flatMap(({ group, kind }) =>
    tree
      .ofKind(group, kind, policy.ref.namespace ?? '')
      .flatMap((owner) => podTemplatesOf(owner.value).map((pod) => ({ owner, pod })))
      .filter(({ pod }) => matchesLabelSelector(selector, pod.labels)),
  )
}

/** Whether any policy of the tree but `except` restricts a pod in a direction. */
export function isRestricted(
  { labels }: Pick<PodTemplate, 'labels'>,
  namespace: string | undefined,
  direction: Direction,
  tree: Tree,
  except?: TreeObject,
): boolean {
  return tree
    .ofKind('networking.k8s.io', 'NetworkPolicy', namespace ?? '')
    .some(
      (each) =>
        each.id !== except?.id &&
        restricts(each, direction) &&
        matchesLabelSelector(specOf(each.value).podSelector ?? {}, labels),
    )
}
