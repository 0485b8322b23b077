import type { App } from '../../app/app.ts'
import { hostNetworkBecause } from '../../app/privileged-because.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer } from '../../workload/hardened.ts'
import { resources } from '../../workload/resources.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { environment } from './environment.ts'
import type { KubeVipProps } from './props.ts'
import { kubeVipUpstream } from './upstream.ts'

const controlPlane = 'node-role.kubernetes.io/control-plane'

/** One pod on every server, on the host's network. */
export function addDaemonSet(app: App, serviceAccount: string, props: KubeVipProps): void {
  const { cluster, appNamespace } = app
  const selector = selectorLabels(app)
  new k8s.KubeDaemonSet(app, 'daemon-set', {
    metadata: {
      name: 'kube-vip',
      labels: selector,
      annotations: { [hostNetworkBecause]: 'It gives addresses of the LAN to the interface of its node.' },
    },
    spec: {
      selector: { matchLabels: selector },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) } },
      template: {
        metadata: { labels: selector },
        spec: {
          serviceAccountName: serviceAccount,
          hostNetwork: true,
          // It must reach the API before the cluster's DNS runs.
          dnsPolicy: 'Default',
          priorityClassName: 'system-node-critical',
          // A server's address must not outlive its node agent by the default 30 seconds.
          terminationGracePeriodSeconds: 10,
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: controlPlane, operator: 'Exists' }] }],
              },
            },
          },
          tolerations: tolerations(cluster),
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'kube-vip',
              image: kubeVipUpstream.images.kubeVip.reference,
              imagePullPolicy: 'IfNotPresent',
              args: ['manager'],
              env: environment(cluster, appNamespace, props),
              resources: resources({ cpu: '20m', memory: '48Mi' }, '96Mi'),
              // Addresses are added and announced with these two capabilities, which only root holds.
              securityContext: {
                ...restrictedContainer,
                capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] },
              },
              // No probes: kube-vip has no health endpoint. Having lost an election it ends, and kubelet starts it again.
            },
          ],
        },
      },
    },
  })
}

/** The usual taints of a control plane, and those that the definition gives to servers. */
function tolerations(cluster: Cluster): k8s.Toleration[] {
  const usual = ['NoSchedule', 'NoExecute'].map((effect) => ({ key: controlPlane, operator: 'Exists', effect }))
  const declared = cluster.nodes
    .filter((node) => node.role === 'server')
    .flatMap((node) => node.taints)
    .filter((taint) => taint.key !== controlPlane && taint.effect !== 'PreferNoSchedule')
    .map(({ key, effect }) => ({ key, operator: 'Exists', effect }))
  const unique = new Map(
    [...usual, ...declared].map((toleration) => [`${toleration.key}:${toleration.effect}`, toleration]),
  )
  return [...unique.values()]
}
