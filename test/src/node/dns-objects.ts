import type { KubeObject } from '../api/kube-object.ts'
import type { SlotNetwork } from './slot-network.ts'

/** Name of the image that CoreDNS, as it is built here, is packed as. */
export const dnsImage = 'ainur.test/coredns:1'

const metadata = { name: 'coredns', namespace: 'kube-system' }
const labels = { 'k8s-app': 'kube-dns' }

/** As k3s configures it, so that what `coredns-custom` holds is imported in the same places. */
const corefile = `.:53 {
    errors
    health
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }
    cache 30
    loop
    reload 2s
    import /etc/coredns/custom/*.override
    forward . /etc/resolv.conf
    loadbalance
}
import /etc/coredns/custom/*.server
`

/**
 * CoreDNS for a node cluster, with the ConfigMap `kube-system/coredns-custom` where it exists.
 *
 * @see https://docs.k3s.io/networking/networking-services#coredns
 */
export function dnsObjects({ dnsService }: Pick<SlotNetwork, 'dnsService'>): KubeObject[] {
  const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:coredns' }
  const watch = (apiGroup: string, ...resources: string[]) => ({
    apiGroups: [apiGroup],
    resources,
    verbs: ['list', 'watch'],
  })
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: role.name },
      rules: [watch('', 'endpoints', 'services', 'pods', 'namespaces'), watch('discovery.k8s.io', 'endpointslices')],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: role.name },
      roleRef: role,
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: corefile } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec() },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, name: 'kube-dns' },
      spec: {
        clusterIP: dnsService,
        selector: labels,
        ports: ['UDP', 'TCP'].map((protocol) => ({ name: `dns-${protocol.toLowerCase()}`, port: 53, protocol })),
      },
    },
  ]
}

function podSpec() {
  return {
    serviceAccountName: 'coredns',
    // CoreDNS asks the machine's DNS server; the cluster's would be itself.
    dnsPolicy: 'Default',
    priorityClassName: 'system-cluster-critical',
    nodeSelector: { 'test.ainur.tools/simulated': 'false' },
    tolerations: [{ operator: 'Exists' }],
    // Port 53 without being root.
    securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
    containers: [
      {
        name: 'coredns',
        image: dnsImage,
        imagePullPolicy: 'Never',
        args: ['-conf', '/etc/coredns/Corefile'],
        readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 1 },
        volumeMounts: [
          { name: 'configuration', mountPath: '/etc/coredns' },
          { name: 'custom', mountPath: '/etc/coredns/custom' },
        ],
      },
    ],
    volumes: [
      { name: 'configuration', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
      { name: 'custom', configMap: { name: 'coredns-custom', optional: true } },
    ],
  }
}
