import { isRecord } from '@ainur/constructs/is-record'
import { asLabels, asMap, asMaps, specOf } from '../../../model/shape.ts'
import { matchesLabelSelector } from '../../../plan/label-selector.ts'
import { removalOf } from '../../effects/removal.ts'
import type { DiffContext, DiffFinding, ObjectChange, TreeObject } from '../../model.ts'
import { directions, isOpen, isRestricted, podsUnder, restricts } from '../../reading/network-policies.ts'
import { rule } from './rule.ts'

/** NetworkPolicies that keep less away than before. */
export function* loweredPolicies(
  { change, before, after }: ObjectChange,
  context: DiffContext,
): Generator<DiffFinding> {
  if (before?.group !== 'networking.k8s.io' || before.ref.kind !== 'NetworkPolicy') return
  if (change === 'removed') yield* gone(before, context)
  else if (after) yield* changed(before, after)
}

function* gone(policy: TreeObject, { owners, trees }: DiffContext): Generator<DiffFinding> {
  if (removalOf(policy, owners, trees.head).outcome === 'kept') return
  const left = podsUnder(policy, trees.head)
  // The pods go with it. Of a policy for pods in no file, nobody can tell whether they stay.
  if (left.length === 0 && podsUnder(policy, trees.base).length > 0) return
  const restricted = directions.filter((direction) => restricts(policy, direction))
  const opened = restricted.filter((direction) =>
    left.length === 0
      ? !isRestricted(everyPod, policy.ref.namespace, direction, trees.head)
      : left.some(({ owner, pod }) => !isRestricted(pod, owner.ref.namespace, direction, trees.head)),
  )
  if (opened.length > 0) {
    const message = `The NetworkPolicy goes, and no other restricts the ${opened.map((each) => each.toLowerCase()).join(' and ')} of the pods ${selected(policy)}: ${opened.includes('Ingress') ? 'everybody may reach them' : 'they may reach everything'}.`
    yield rule.finding(policy.ref, '', message, 'Keep it, or make sure that another policy selects the same pods.')
  } else if (restricted.length > 0) {
    const message = `The NetworkPolicy goes; others still select the pods ${selected(policy)}, so what only this one allowed is blocked from now on.`
    yield rule.finding(policy.ref, '', message, 'Make sure that nothing needs what it allowed.', 'info')
  }
}

/** A pod without labels: only policies for all pods of the namespace select it. */
const everyPod = { labels: {} }

function* changed(before: TreeObject, after: TreeObject): Generator<DiffFinding> {
  const [old, now] = [specOf(before.value), specOf(after.value)]
  for (const direction of directions) {
    if (!restricts(before, direction)) continue
    const field = direction.toLowerCase()
    const more = asMaps(now[field]).length - asMaps(old[field]).length
    if (!restricts(after, direction)) {
      const message = `The policy no longer restricts ${field}.`
      yield rule.finding(after.ref, 'spec.policyTypes', message, `Keep ${direction} in policyTypes.`)
    } else if (!isOpen(before, direction) && isOpen(after, direction)) {
      const message = `The policy now lets all ${field} through: a rule without peers, or for 0.0.0.0/0, allows every address.`
      yield rule.finding(after.ref, `spec.${field}`, message, 'Name the peers and ports that are meant.')
    } else if (more > 0) {
      const message = `The policy lets more ${field} through than before (${more} more ${more === 1 ? 'rule' : 'rules'}).`
      yield rule.finding(after.ref, `spec.${field}`, message, 'Check that the new peers are meant.', 'warning')
    }
  }
  const example = asLabels(asMap(old.podSelector).matchLabels)
  if (isRecord(old.podSelector) && isRecord(now.podSelector) && !matchesLabelSelector(now.podSelector, example)) {
    const message = `The policy selects other pods now: those ${selected(before)} are no longer covered by it.`
    yield rule.finding(after.ref, 'spec.podSelector', message, 'Make sure that another policy selects them.', 'warning')
  }
}

function selected({ value, ref }: TreeObject): string {
  const labels = Object.entries(asLabels(asMap(specOf(value).podSelector).matchLabels)).map(
    ([key, label]) => `${key}=${label}`,
  )
  return `${labels.length > 0 ? `with ${labels.join(', ')}` : 'of the whole namespace'} in ${ref.namespace ?? 'its namespace'}`
}
