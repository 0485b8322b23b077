import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../../model/object-ref.ts'
import type { Check } from '../../model/rendering.ts'
import { asMaps, specOf } from '../../model/shape.ts'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { containersOf } from '../../pods/containers-of.ts'
import { type Workload, workloadsOf } from '../../pods/workload.ts'

const localTrafficUnanswered = defineRule('local-traffic-unanswered', 'warning', {
  title:
    'a Service of type LoadBalancer has `externalTrafficPolicy: Local`, and kube-vip elects one server for all Services',
  why: 'The elected server is any of them: where no pod of the Service runs on it, the address stays pending, or answers nobody.',
  remedy:
    'Leave `externalTrafficPolicy` at `Cluster`, or have kube-vip elect a server for each Service: `electionPerService: true` of `KubeVip`, `svc_election` in its own words.',
})

/**
 * With ARP one server answers for an address. Which one may follow the pods only if each Service has its own election.
 *
 * @see https://github.com/kube-vip/kube-vip/issues/431
 */
export const localTrafficCheck: Check = {
  rules: [localTrafficUnanswered],
  run(rendering) {
    const workloads = workloadsOf(rendering)
    if (rendering.cluster.nodes.length < 2 || !workloads.some(electsOneForAll)) return []
    return rendering.objects.flatMap(({ object }) => {
      const { type, externalTrafficPolicy, selector } = specOf(object)
      if (object.apiVersion !== 'v1' || object.kind !== 'Service' || type !== 'LoadBalancer') return []
      if (externalTrafficPolicy !== 'Local') return []
      const matching = workloads.filter(
        ({ ref, template }) =>
          ref.namespace === object.metadata.namespace &&
          matchesLabelSelector({ matchLabels: selector }, template.labels),
      )
      if (matching.some(({ template }) => template.workloadType === 'per-node')) return []
      const message =
        'it wants its traffic on nodes with a pod of its own, but kube-vip answers for all addresses on one server, wherever the pods are'
      return [localTrafficUnanswered.finding(objectRef(object), 'spec.externalTrafficPolicy', message)]
    })
  },
}

/** Known by its settings, however its pods are made. */
function electsOneForAll({ template }: Workload): boolean {
  return containersOf(template).some(({ container }) => {
    const settings = new Map(asMaps(container.env).map(({ name, value }) => [name, value]))
    return (
      settings.get('vip_arp') === 'true' &&
      settings.get('svc_enable') === 'true' &&
      settings.get('svc_election') !== 'true'
    )
  })
}
