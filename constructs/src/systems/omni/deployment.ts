import type { App } from '../../app/app.ts'
import type { Trust } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer } from '../../workload/hardened.ts'
import { labCaDirectory } from '../../workload/lab-ca-directory.ts'
import { resources } from '../../workload/resources.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { dataDirectory, etcdKeyFile } from './omni-config.ts'
import { omniPorts } from './ports.ts'
import { omniUpstream } from './upstream.ts'

export interface OmniDeploymentProps {
  readonly trust: Trust
  readonly configMap: string
  /** Digest of the configuration: Omni reads it at start only. */
  readonly configChecksum: string
  /** Secret whose key `config.yaml` adds the OIDC client's secret to the configuration. */
  readonly oidcSecret: string
  readonly etcdKey: { readonly name: string; readonly key: string }
  readonly claim: string
}

/** Omni's pod. */
export function addDeployment(app: App, props: OmniDeploymentProps): void {
  const labels = selectorLabels(app)
  new k8s.KubeDeployment(app, 'deployment', {
    metadata: { name: 'omni', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      // Two of them would fight for the volume, the embedded etcd and the WireGuard interface.
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          labels,
          annotations: {
            'checksum/config': props.configChecksum,
            ...scrapeAnnotations(omniPorts.metrics),
          },
        },
        spec: podSpec(props),
      },
    },
  })
}

function podSpec(props: OmniDeploymentProps): k8s.PodSpec {
  const ca = labCaDirectory(props.trust)
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Time for etcd to close its database.
    terminationGracePeriodSeconds: 60,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'omni',
        image: omniUpstream.images.omni.reference,
        args: ['--config-path=/config/config.yaml', '--config-path=/config-oidc/config.yaml'],
        env: [ca.env],
        ports: [
          { name: 'omni', containerPort: omniPorts.api },
          { name: 'siderolink-api', containerPort: omniPorts.machineApi },
          { name: 'k8s-proxy', containerPort: omniPorts.kubernetesProxy },
          { name: 'wireguard', containerPort: omniPorts.wireGuard, protocol: 'UDP' },
          { name: 'metrics', containerPort: omniPorts.metrics },
        ],
        ...probes,
        // Upstream asks for 2 CPUs and 4 GB. The request is what it holds when it manages a handful of machines, so that
        // the cluster survives a dead node; the limit is upstream's figure.
        resources: resources({ cpu: '500m', memory: '2Gi' }, '4Gi'),
        securityContext: {
          ...restrictedContainer,
          // Without WireGuard in the kernel it runs its own, which makes a socket in `/var/run`.
          readOnlyRootFilesystem: false,
          // Root: it makes the WireGuard interface, and a capability is of no use to another user here.
          runAsUser: 0,
          capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
        },
        volumeMounts: [
          { name: 'config', mountPath: '/config', readOnly: true },
          { name: 'config-oidc', mountPath: '/config-oidc', readOnly: true },
          { name: 'data', mountPath: dataDirectory },
          { name: 'etcd-key', mountPath: etcdKeyFile, subPath: props.etcdKey.key, readOnly: true },
          { name: 'dev-tun', mountPath: '/dev/net/tun' },
          ca.volumeMount,
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'config', configMap: { name: props.configMap } },
      {
        name: 'config-oidc',
        secret: { secretName: props.oidcSecret, items: [{ key: 'config.yaml', path: 'config.yaml' }] },
      },
      { name: 'data', persistentVolumeClaim: { claimName: props.claim } },
      { name: 'etcd-key', secret: { secretName: props.etcdKey.name, defaultMode: 0o400 } },
      { name: 'dev-tun', hostPath: { path: '/dev/net/tun', type: 'CharDevice' } },
      ca.volume,
      { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('256Mi') } },
    ],
  }
}

const healthz = { path: '/healthz', port: k8s.IntOrString.fromString('omni') }

/** No liveness probe, as upstream: a restart in the middle of an etcd recovery only makes it longer. */
const probes = {
  startupProbe: { httpGet: healthz, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 60 },
  readinessProbe: { httpGet: healthz, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
} satisfies Partial<k8s.Container>
