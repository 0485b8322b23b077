import { describeObject } from '@ainur/constructs/finding'
import { few } from '../../../text/few.ts'
import type { DiffContext, DiffFinding, ObjectChange } from '../../model.ts'
import { directions, isOpen, isRestricted, podsUnder, restricts } from '../../reading/network-policies.ts'
import { rule } from './rule.ts'

/** Pods that run already and could talk freely, until a policy selects them. */
export function* newlyIsolated({ after }: ObjectChange, { trees }: DiffContext): Generator<DiffFinding> {
  if (after?.group !== 'networking.k8s.io' || after.ref.kind !== 'NetworkPolicy') return
  const pods = podsUnder(after, trees.head)
  for (const direction of directions) {
    if (!restricts(after, direction) || isOpen(after, direction)) continue
    const cut = pods.filter(({ owner, pod }) => {
      const old = trees.base.same(owner)
      return old !== undefined && !isRestricted(pod, owner.ref.namespace, direction, trees.base)
    })
    if (cut.length === 0) continue
    const names = [...new Set(cut.map(({ owner }) => describeObject(owner.ref)))]
    const told = few(names, 4)
    const message =
      direction === 'Ingress'
        ? `From now on only what the policies allow reaches ${told}; so far everything did.`
        : `From now on ${told} may only reach what the policies allow, DNS included; so far everything.`
    const remedy =
      direction === 'Ingress'
        ? 'Make sure that a policy allows everybody who needs them: the ingress controller, monitoring, other apps.'
        : 'Make sure that a policy allows what they need: DNS (port 53, UDP and TCP), the Kubernetes API, databases.'
    yield rule.finding(after.ref, 'spec.policyTypes', message, remedy)
  }
}
