import { writeFileSync } from 'node:fs'
import https from 'node:https'
import { join } from 'node:path'
import { httpRequest } from '../api/http.ts'
import { KubeApi } from '../api/kube-api.ts'
import { makeKubeconfig } from '../api/kubeconfig.ts'
import { until } from '../wait/until.ts'
import type { Binaries } from './binaries.ts'
import { type ClusterPki, makeClusterPki } from './cluster-pki.ts'
import type { ControlPlaneNetwork, ControlPlaneSpace } from './control-plane-flags.ts'
import * as flags from './control-plane-flags.ts'
import type { Family } from './family.ts'
import { reservePorts } from './ports.ts'

export interface ControlPlaneOptions {
  readonly name: string
  readonly binaries: Binaries
  /** @default 300 */
  readonly evictAfterSeconds?: number
  /** @default 10.0.0.0/22; that of `network`, where there is one */
  readonly serviceCidr?: string
  /** Where real nodes reach it. @default only this machine does, over the loopback interface */
  readonly network?: ControlPlaneNetwork
  /** Where it runs; its API server then has the port 6443. @default beside this process */
  readonly space?: ControlPlaneSpace
  /** Further arguments of the API server. */
  readonly apiServerArguments?: readonly string[]
  /** Runs when the API server answers, before any controller starts. */
  readonly beforeControllers?: (api: KubeApi) => Promise<void>
  /** Runs beside the controllers' start, which takes a second. */
  readonly alongside?: (api: KubeApi, kubeconfig: string) => Promise<unknown>
  readonly onStep?: (what: string) => void
}

/** etcd, kube-apiserver, kube-controller-manager and kube-scheduler as child processes. */
export interface ControlPlane {
  readonly api: KubeApi
  readonly kubeconfig: string
  readonly pki: ClusterPki
}

/** Starts a control plane as children of `family` and waits until each part says that it is healthy. */
export async function startControlPlane(family: Family, options: ControlPlaneOptions): Promise<ControlPlane> {
  const {
    name,
    binaries,
    evictAfterSeconds = 300,
    serviceCidr,
    network,
    space,
    apiServerArguments = [],
    beforeControllers,
    alongside,
    onStep = () => {},
  } = options
  const address = space?.address ?? '127.0.0.1'
  const start: ControlPlaneSpace['start'] = (...program) => (space ?? family).start(...program)
  const names = network?.names ?? space?.names
  const [pki, ports] = await Promise.all([makeClusterPki(family.directory, names), reservePorts(5)])
  family.onEnd({ ports })
  const [etcdPort, peerPort, freePort, managerPort, schedulerPort] = ports as [number, number, number, number, number]
  const apiPort = space ? 6443 : freePort
  const server = `https://${network?.address ?? address}:${apiPort}`
  const api = new KubeApi({
    server,
    tls: { ca: pki.authority.certificate, cert: pki.admin.certificate, key: pki.admin.key },
    // A wait for something in the cluster fails at once when a program that would bring it about has ended.
    guard: () => family.assertRunning(),
  })
  const kubeconfig = join(family.directory, 'kubeconfig')
  const config = makeKubeconfig(`ainur-${name}`, server, pki.authority.certificate, pki.admin)
  writeFileSync(kubeconfig, config, { mode: 0o600 })

  const agent = new https.Agent({ ca: pki.authority.certificate })
  const healthy = async (what: string, url: string) => {
    await until(
      async () => {
        const { status, body } = await httpRequest(url, { agent, timeoutMs: 10_000 })
        return status === 200 ? { done: true } : { state: `${status} ${body}` }
      },
      { what: `${what} to be healthy`, intervalMs: 20, guard: () => family.assertRunning() },
    )
    onStep(`${what} is healthy`)
  }

  // The API server tries etcd again until it is there, so both may start at once.
  start('etcd', binaries.etcd, flags.etcd({ directory: family.directory, address, etcdPort, peerPort }))
  start(
    'kube-apiserver',
    binaries['kube-apiserver'],
    [
      ...flags.apiServer({ etcdPort, apiPort, pki, evictAfterSeconds, serviceCidr, network, space }),
      ...apiServerArguments,
    ],
    flags.apiServerEnvironment,
  )
  await healthy('etcd', `http://${address}:${etcdPort}/health`)
  await until(async () => ((await api.isReady()) ? { done: true } : { state: 'not ready' }), {
    what: 'kube-apiserver to be ready',
    intervalMs: 20,
    guard: () => family.assertRunning(),
  })
  onStep('kube-apiserver is ready')
  await beforeControllers?.(api)

  const manager = binaries['kube-controller-manager']
  start('kube-controller-manager', manager, flags.controllerManager({ address, kubeconfig, port: managerPort, pki }))
  start(
    'kube-scheduler',
    binaries['kube-scheduler'],
    flags.scheduler({ address, kubeconfig, port: schedulerPort, pki }),
  )
  await Promise.all([
    alongside?.(api, kubeconfig),
    healthy('kube-controller-manager', `https://${address}:${managerPort}/healthz`),
    healthy('kube-scheduler', `https://${address}:${schedulerPort}/healthz`),
  ])
  return { api, kubeconfig, pki }
}
