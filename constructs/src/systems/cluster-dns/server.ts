import type { App } from '../../app/app.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { resources } from '../../workload/resources.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { coreDnsUpstream } from './upstream.ts'

/** Selectors cannot be changed: with the distributions' own, this app can take over what they made. */
const selector = { 'k8s-app': 'kube-dns' }
const labels = { ...selector, 'kubernetes.io/name': 'CoreDNS' }
const port = k8s.IntOrString.fromString
/** As the Corefile says. */
const metricsPort = 9153

/**
 * All objects of CoreDNS but its Corefile, under the names that kubeadm, Talos and k3s give them: whatever looks for the
 * cluster's DNS finds it, and a cluster that runs theirs is taken over rather than given a second one.
 */
export function addServer(app: App): void {
  const metadata = { name: 'coredns', namespace: app.appNamespace }
  const role = 'system:coredns'
  new k8s.KubeServiceAccount(app, 'service-account', { metadata })
  new k8s.KubeClusterRole(app, 'cluster-role', {
    metadata: { name: role },
    rules: [
      { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ],
  })
  new k8s.KubeClusterRoleBinding(app, 'cluster-role-binding', {
    metadata: { name: role },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', ...metadata }],
  })
  new k8s.KubeService(app, 'service', {
    metadata: { ...metadata, name: 'kube-dns', labels: { ...labels, 'kubernetes.io/cluster-service': 'true' } },
    spec: {
      // Every kubelet has this address in its configuration.
      clusterIp: distributionOf(app.cluster.kubernetes.distribution).dnsAddress,
      selector,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: port('dns') },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: port('dns-tcp') },
        { name: 'metrics', port: metricsPort, protocol: 'TCP', targetPort: port('metrics') },
      ],
    },
  })
  new k8s.KubeDeployment(app, 'deployment', {
    metadata: { ...metadata, labels },
    spec: {
      replicas: Math.min(2, app.cluster.nodes.length),
      selector: { matchLabels: selector },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) } },
      template: { metadata: { labels, annotations: scrapeAnnotations(metricsPort) }, spec: podSpec() },
    },
  })
}

/** The Corefile, which CoreDNS reads again by itself when it changes. */
export function addCorefile(app: App, text: string): void {
  new k8s.KubeConfigMap(app, 'corefile', {
    metadata: { name: 'coredns', namespace: app.appNamespace },
    data: { Corefile: text },
  })
}

function podSpec(): k8s.PodSpec {
  return {
    serviceAccountName: 'coredns',
    priorityClassName: 'system-cluster-critical',
    // It asks the node's own resolver; itself it cannot ask.
    dnsPolicy: 'Default',
    enableServiceLinks: false,
    securityContext: unprivilegedPod(65532, 65532),
    tolerations: [
      { key: 'CriticalAddonsOnly', operator: 'Exists' },
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } },
          },
        ],
      },
    },
    containers: [
      {
        name: 'coredns',
        image: coreDnsUpstream.images.coredns.reference,
        imagePullPolicy: 'IfNotPresent',
        args: ['-conf', '/etc/coredns/Corefile'],
        ports: [
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          { name: 'metrics', containerPort: metricsPort },
          { name: 'health', containerPort: 8080 },
          { name: 'ready', containerPort: 8181 },
        ],
        // As the distributions set them: a name that cannot be found slows everything, so a stuck pod goes early.
        livenessProbe: {
          httpGet: { path: '/health', port: port('health') },
          initialDelaySeconds: 60,
          timeoutSeconds: 5,
          failureThreshold: 5,
        },
        readinessProbe: { httpGet: { path: '/ready', port: port('ready') }, timeoutSeconds: 5 },
        resources: resources({ cpu: '100m', memory: '70Mi' }, '170Mi'),
        // The image's program carries this capability and is not executed without it.
        securityContext: { ...restrictedContainer, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
        volumeMounts: [{ name: 'config', mountPath: '/etc/coredns', readOnly: true }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } }],
  }
}
