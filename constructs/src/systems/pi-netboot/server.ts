import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { resources } from '../../workload/resources.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { notOnNetbootNodes } from './placement.ts'
import { type NetbootPort, netbootPorts } from './ports.ts'
import { claimVolumes } from './volumes.ts'

/** The one pod that Pis boot from. */
export function addServer(app: App, image: string): void {
  const labels = selectorLabels(app)
  new k8s.KubeDeployment(app, 'deployment', {
    metadata: { name: 'pi-netboot', labels },
    spec: {
      // One, and never two for a moment: another pod's file handles would be stale to every running node.
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(app, image) },
    },
  })
}

function podSpec(app: App, image: string): k8s.PodSpec {
  const nodeAffinity = notOnNetbootNodes(app.cluster)
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Time for Ganesha to write its state.
    terminationGracePeriodSeconds: 60,
    ...(nodeAffinity ? { affinity: { nodeAffinity } } : {}),
    securityContext: {
      seccompProfile: { type: 'RuntimeDefault' },
      // Lets ordinary users bind 69, 80 and 111: dnsmasq's TFTP port cannot be moved.
      sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
    },
    containers: [tftp(image), http(image), rpcbind(image), nfs(image)],
    volumes: [
      ...claimVolumes('boot', 'os', 'nfs-state', 'output'),
      // Ganesha registers itself through rpcbind's socket, so both see the same directory.
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('16Mi') } },
      { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
    ],
  }
}

const ordinaryUser = { ...restrictedContainer, runAsNonRoot: true, runAsUser: 10002, runAsGroup: 10002 }

function tftp(image: string): k8s.Container {
  return {
    name: 'tftp',
    image,
    // Single-port mode: an answer from another port would never find its way back through the Service.
    args: ['tftp', '--tftp-single-port', '--tftp-root=/srv/boot'],
    ports: portsOf('tftp'),
    // No probe: a kubelet cannot speak UDP, and dnsmasq exits when it cannot serve.
    resources: resources({ cpu: '10m', memory: '8Mi' }, '32Mi'),
    securityContext: ordinaryUser,
    volumeMounts: [
      { name: 'boot', mountPath: '/srv/boot', readOnly: true },
      { name: 'tmp', mountPath: '/tmp', subPath: 'tftp' },
    ],
  }
}

function http(image: string): k8s.Container {
  return {
    name: 'http',
    image,
    args: ['http'],
    ports: portsOf('http'),
    ...httpProbes({ port: 'http', live: '/healthz', ready: '/healthz' }),
    resources: resources({ cpu: '10m', memory: '16Mi' }, '64Mi'),
    securityContext: ordinaryUser,
    volumeMounts: [
      { name: 'boot', mountPath: '/srv/boot', readOnly: true },
      { name: 'output', mountPath: '/srv/output', readOnly: true },
      { name: 'tmp', mountPath: '/tmp', subPath: 'http' },
    ],
  }
}

function rpcbind(image: string): k8s.Container {
  return {
    name: 'rpcbind',
    image,
    args: ['rpcbind'],
    ports: portsOf('rpcbind'),
    ...tcpProbes('rpcbind'),
    resources: resources({ cpu: '5m', memory: '4Mi' }, '16Mi'),
    // It starts as root and becomes a user of its own.
    securityContext: {
      ...restrictedContainer,
      runAsUser: 0,
      capabilities: { drop: ['ALL'], add: ['SETGID', 'SETUID'] },
    },
    volumeMounts: [{ name: 'run', mountPath: '/run' }],
  }
}

/**
 * What a userspace NFS server needs: to open files by handle (DAC_READ_SEARCH), to act as the user that a request names
 * (SETUID, SETGID), and to do for a client's root what root does to files.
 */
const ganeshaCapabilities = ['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'SETGID', 'SETUID']

function nfs(image: string): k8s.Container {
  return {
    name: 'nfs',
    image,
    args: ['nfs'],
    ports: portsOf('nfs'),
    ...tcpProbes('nfs'),
    resources: resources({ cpu: '100m', memory: '128Mi' }, '512Mi'),
    securityContext: {
      ...restrictedContainer,
      runAsUser: 0,
      capabilities: { drop: ['ALL'], add: ganeshaCapabilities },
    },
    volumeMounts: [
      { name: 'os', mountPath: '/srv/nodes' },
      { name: 'nfs-state', mountPath: '/var/lib/nfs/ganesha' },
      { name: 'run', mountPath: '/run' },
      { name: 'tmp', mountPath: '/tmp', subPath: 'nfs' },
    ],
  }
}

function portsOf(container: NetbootPort['container']): k8s.ContainerPort[] {
  return netbootPorts
    .filter((port) => port.container === container)
    .map(({ name, port, protocol }) => ({ name, containerPort: port, protocol }))
}

function tcpProbes(port: string) {
  const tcpSocket = { port: k8s.IntOrString.fromString(port) }
  return {
    startupProbe: { tcpSocket, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 60 },
    readinessProbe: { tcpSocket, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
    // Patient: while it restarts, every node that runs from it hangs.
    livenessProbe: { tcpSocket, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 6 },
  } satisfies Partial<k8s.Container>
}
