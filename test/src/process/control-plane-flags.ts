import { join } from 'node:path'
import type { ClusterPki } from './cluster-pki.ts'

/** How kubelets and pods reach a control plane, and it them. */
export interface ControlPlaneNetwork {
  /** Of this machine, on a network that the nodes are on. */
  readonly address: string
  /** Addresses in the API server's certificate: its own and the first of the services. */
  readonly names: readonly string[]
  readonly serviceCidr: string
}

/** A network namespace of its own, in which every part of a control plane runs. */
export interface ControlPlaneSpace {
  /** At which its parts listen, and at which this machine reaches them. The API server listens at every address. */
  readonly address: string
  /** Further addresses in the API server's certificate. */
  readonly names: readonly string[]
  /** Starts a program inside. */
  start(name: string, command: string, args: readonly string[], env?: Readonly<Record<string, string>>): unknown
}

const loopback = '127.0.0.1'
/** Health is asked for without credentials. */
const openHealth = '--authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics'
/** There is one of each; electing it would cost seconds. */
const noElection = '--leader-elect=false'

/** By default 20 and 50 requests a second, to spare an API server that others use too; here nobody else does. */
const fastClient = ['--kube-api-qps=500', '--kube-api-burst=1000']

/**
 * Less garbage collection for more memory: a third of the time that a start takes, for 300 MB. Beyond the limit it
 * collects as often as it must.
 *
 * @see https://go.dev/doc/gc-guide
 */
export const apiServerEnvironment = { GOGC: '400', GOMEMLIMIT: '1000MiB' }

/** A single member without fsync: nobody needs its data after a crash of the machine. */
export function etcd(options: { directory: string; address?: string; etcdPort: number; peerPort: number }): string[] {
  const { address = loopback } = options
  const client = `http://${address}:${options.etcdPort}`
  const peer = `http://${address}:${options.peerPort}`
  return [
    '--name=default',
    `--data-dir=${join(options.directory, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    // A lone member waits out an election before it leads: 0.15 s rather than 0.6 s.
    '--heartbeat-interval=20',
    '--election-timeout=100',
    '--log-level=warn',
  ]
}

/** Arguments of kube-apiserver. */
export function apiServer(options: {
  etcdPort: number
  apiPort: number
  pki: ClusterPki
  evictAfterSeconds: number
  /** @default 10.0.0.0/22; that of `network`, where there is one */
  serviceCidr?: string
  network?: ControlPlaneNetwork
  space?: ControlPlaneSpace
}): string[] {
  const { files } = options.pki
  const { network, space } = options
  const address = network?.address ?? space?.address ?? loopback
  return [
    `--etcd-servers=http://${space?.address ?? loopback}:${options.etcdPort}`,
    `--bind-address=${space ? '0.0.0.0' : address}`,
    `--advertise-address=${address}`,
    `--secure-port=${options.apiPort}`,
    `--tls-cert-file=${files.serverCertificate}`,
    `--tls-private-key-file=${files.serverKey}`,
    `--client-ca-file=${files.ca}`,
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    ...(network
      ? [
          `--service-cluster-ip-range=${network.serviceCidr}`,
          '--enable-admission-plugins=NodeRestriction',
          // For logs, exec and port-forward.
          `--kubelet-client-certificate=${files.adminCertificate}`,
          `--kubelet-client-key=${files.adminKey}`,
          '--kubelet-preferred-address-types=InternalIP',
        ]
      : [
          `--service-cluster-ip-range=${options.serviceCidr ?? '10.0.0.0/22'}`,
          // Endpoints of the Service "kubernetes" may not be loopback addresses.
          '--endpoint-reconciler-type=none',
        ]),
    // How long pods tolerate a node that went dark.
    `--default-not-ready-toleration-seconds=${options.evictAfterSeconds}`,
    `--default-unreachable-toleration-seconds=${options.evictAfterSeconds}`,
  ]
}

interface ComponentOptions {
  /** @default the loopback address */
  readonly address?: string
  readonly kubeconfig: string
  readonly port: number
  readonly pki: ClusterPki
}

/** Arguments of kube-controller-manager. */
export function controllerManager(options: ComponentOptions): string[] {
  const { files } = options.pki
  return [
    ...component(options),
    `--root-ca-file=${files.ca}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    // On a busy machine kwok may be late with its heartbeats; a node goes dark only when a test says so.
    '--node-monitor-grace-period=1h',
  ]
}

/** Arguments of kube-scheduler. */
export function scheduler(options: ComponentOptions): string[] {
  return component(options)
}

/** A client of the API server that has a health endpoint of its own. */
function component({ address = loopback, kubeconfig, port, pki: { files } }: ComponentOptions): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--bind-address=${address}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${files.serverCertificate}`,
    `--tls-private-key-file=${files.serverKey}`,
    noElection,
    openHealth,
    ...fastClient,
  ]
}

/** @param stages path of the file with the Stages */
export function kwok(options: { kubeconfig: string; port: number; stages: string; unmanagedLabel: string }): string[] {
  return [
    `--kubeconfig=${options.kubeconfig}`,
    `--config=${options.stages}`,
    `--manage-nodes-with-label-selector=${options.unmanagedLabel}!=false`,
    '--node-lease-duration-seconds=40',
    '--cidr=10.244.0.0/16',
    '--node-ip=127.0.0.1',
    `--server-address=127.0.0.1:${options.port}`,
  ]
}
