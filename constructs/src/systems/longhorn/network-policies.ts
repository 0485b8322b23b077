import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'
import { appLabel, commonLabels } from './names.ts'

const manager = appLabel('longhorn-manager')

type Labels = Readonly<Record<string, string>>

function podsWith(matchLabels: Labels): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels } }
}

function podsThatHave(key: string, matchLabels?: Labels): k8s.NetworkPolicyPeer {
  return { podSelector: { ...(matchLabels ? { matchLabels } : {}), matchExpressions: [{ key, operator: 'Exists' }] } }
}

function component(name: string): Labels {
  return { 'longhorn.io/component': name }
}

function tcp(...ports: readonly number[]): k8s.NetworkPolicyPort[] {
  return ports.map((port) => ({ port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' }))
}

/** Pods that move the data of volumes and images among each other. */
const dataPeers = [
  podsWith(manager),
  ...['instance-manager', 'backing-image-manager', 'backing-image-data-source'].map((name) =>
    podsWith(component(name)),
  ),
]

/**
 * The six policies of the upstream chart, and two of our own: pods that scrape metrics get through to the manager, and
 * nobody reaches the web interface. Policies add up: what publishes the web interface brings one that lets itself in.
 *
 * @param scraperNamespaces label of the namespaces whose pods may scrape port 9500.
 * @see https://github.com/longhorn/longhorn/tree/v1.12.1/chart/templates/network-policies
 */
export function addNetworkPolicies(app: App, scraperNamespaces: Labels): void {
  const add = (name: string, pods: Labels, ingress: k8s.NetworkPolicyIngressRule[]) => {
    new k8s.KubeNetworkPolicy(app, `network-policy-${name}`, {
      metadata: { name, labels: commonLabels },
      spec: { podSelector: { matchLabels: { ...pods } }, policyTypes: ['Ingress'], ingress },
    })
  }
  for (const name of ['backing-image-data-source', 'backing-image-manager']) {
    add(name, component(name), [{ from: dataPeers }])
  }
  add('instance-manager', component('instance-manager'), [
    { from: dataPeers },
    // iSCSI: the node itself logs in there to attach a volume, and a node is no pod that a policy could name. Without the
    // port attaching hangs where the CNI filters traffic of the host (https://github.com/longhorn/longhorn/issues/13802).
    { ports: tcp(3260) },
  ])
  add('longhorn-manager', manager, [
    {
      from: [
        ...['longhorn-manager', 'longhorn-ui', 'longhorn-csi-plugin', 'longhorn-driver-deployer'].map((name) =>
          podsWith({ app: name }),
        ),
        podsThatHave('recurring-job.longhorn.io', { 'longhorn.io/managed-by': 'longhorn-manager' }),
        podsThatHave('longhorn.io/job-task'),
      ],
      ports: tcp(9500),
    },
    { from: [podsWith(manager)], ports: tcp(9502, 9503) },
  ])
  // The API server and pods that serve shared volumes come from anywhere.
  add('longhorn-admission-webhook', manager, [{ ports: tcp(9502) }])
  add('longhorn-recovery-backend', manager, [{ ports: tcp(9503) }])

  add('longhorn-manager-metrics', manager, [
    { from: [{ namespaceSelector: { matchLabels: { ...scraperNamespaces } } }], ports: tcp(9500) },
  ])
  add('longhorn-ui-visitors', appLabel('longhorn-ui'), [])
}
