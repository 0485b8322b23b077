import type { SimulatedStage } from './stage.ts'

const alive = '!has(self.metadata.deletionTimestamp)'
const withoutAddress = '!has(self.status.loadBalancer) || !has(self.status.loadBalancer.ingress)'

/**
 * The parts of kube-vip and of the ingress controller.
 *
 * @param fallback Address for those that do not ask for one.
 */
export function networkStages(fallback: string): readonly SimulatedStage[] {
  return [
    {
      name: 'service-load-balancer',
      simulates: `kube-vip announced the address that the Service asks for (annotation kube-vip.io/loadbalancerIPs or spec.loadBalancerIP). Those that ask for none all get ${fallback}: nothing is allocated, and nothing answers there.`,
      apiGroup: 'v1',
      kind: 'Service',
      when: [alive, `self.spec.type == 'LoadBalancer'`, withoutAddress],
      steps: [
        {
          type: 'merge',
          patchStatus: `
{{ $asked := "" }}
{{ with .metadata.annotations }}{{ $asked = index . "kube-vip.io/loadbalancerIPs" }}{{ end }}
loadBalancer:
  ingress:
  - ip: {{ or $asked .spec.loadBalancerIP ${JSON.stringify(fallback)} | Quote }}
    ipMode: VIP
`,
        },
      ],
    },
    {
      name: 'ingress-address',
      simulates: `The ingress controller took the Ingress and published ${fallback}, whether or not its class exists.`,
      apiGroup: 'networking.k8s.io/v1',
      kind: 'Ingress',
      when: [alive, withoutAddress],
      steps: [
        {
          type: 'merge',
          patchStatus: `
loadBalancer:
  ingress:
  - ip: ${JSON.stringify(fallback)}
`,
        },
      ],
    },
  ]
}
