import type { App } from '../../app/app.ts'
import type { LoadBalancer } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { omniPorts } from './ports.ts'

export const omniServices = { main: 'omni', kubernetesProxy: 'omni-k8s-proxy', wireGuard: 'omni-wireguard' } as const

/** Omni's three Services. */
export function addServices(app: App, loadBalancer: LoadBalancer, wireGuardAddress: string): void {
  const labels = selectorLabels(app)

  new k8s.KubeService(app, 'service', {
    metadata: { name: omniServices.main, labels },
    spec: {
      selector: labels,
      ports: [
        { name: 'omni', port: omniPorts.api, targetPort: named('omni'), appProtocol: 'kubernetes.io/h2c' },
        {
          name: 'siderolink',
          port: omniPorts.machineApi,
          targetPort: named('siderolink-api'),
          appProtocol: 'kubernetes.io/h2c',
        },
      ],
    },
  })
  // A Service of its own: the proxy speaks HTTP/1.1 (exec and port-forward upgrade it), and h2c would break it.
  new k8s.KubeService(app, 'service-k8s-proxy', {
    metadata: { name: omniServices.kubernetesProxy, labels },
    spec: {
      selector: labels,
      ports: [{ name: 'k8s-proxy', port: omniPorts.kubernetesProxy, targetPort: named('k8s-proxy') }],
    },
  })
  const { annotations, loadBalancerClass } = loadBalancer.serviceFields(app, wireGuardAddress)
  new k8s.KubeService(app, 'service-wireguard', {
    metadata: { name: omniServices.wireGuard, labels, annotations },
    spec: {
      type: 'LoadBalancer',
      loadBalancerClass,
      // A node port would be a second way in that nobody asked for.
      allocateLoadBalancerNodePorts: false,
      selector: labels,
      ports: [{ name: 'wireguard', protocol: 'UDP', port: omniPorts.wireGuard, targetPort: named('wireguard') }],
    },
  })
}

function named(port: string) {
  return k8s.IntOrString.fromString(port)
}
