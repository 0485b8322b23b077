import type { Cluster } from '../../cluster/cluster.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import type { k8s } from '../../k8s.ts'
import { fieldEnv } from '../../workload/field-env.ts'
import { bgpEnvironment } from './bgp.ts'
import type { KubeVipProps } from './props.ts'

/**
 * Timings of the elections, in seconds. kube-vip's own 15/10/2 lose the address whenever a Pi cannot write to etcd for ten
 * seconds, which an image pull onto an SD card is enough for. A single server has nobody to hand the addresses to, and
 * keeps them while k3s restarts. Of several, another one takes over half a minute after one died without a word; a server
 * that shuts down gives its lease back at once.
 *
 * @see https://github.com/kube-vip/kube-vip/issues/475
 */
const leases = {
  single: { duration: 60, renewDeadline: 40, retryPeriod: 10 },
  several: { duration: 30, renewDeadline: 20, retryPeriod: 4 },
} as const

/** kube-vip's configuration; all values are strings. @see https://kube-vip.io/docs/installation/flags/ */
export function environment(
  { kubernetes, network, nodes }: Cluster,
  namespace: string,
  { bgp, electionPerService = false, keepAddressesWithoutLeader = false }: KubeVipProps,
): k8s.EnvVar[] {
  // Two that answer for one address would take it from each other.
  const controlPlane = distributionOf(kubernetes.distribution).virtualAddress === 'kube-vip'
  const lease = leases[nodes.filter(({ role }) => role === 'server').length > 1 ? 'several' : 'single']
  const addresses = [network.controlPlaneVip, network.ipv6?.controlPlaneVip].filter((each) => each !== undefined)
  // Left out, kube-vip takes the interface of the default route; a name that a server does not have ends it at start, and
  // servers of different makes call theirs differently. Routed addresses belong to no link.
  const link = bgp ? 'lo' : network.interface
  const settings: Record<string, string> = {
    vip_arp: String(!bgp),
    ...(controlPlane ? { address: addresses.join(','), port: '6443' } : {}),
    ...(link ? { vip_interface: link, vip_servicesinterface: link } : {}),
    // A host address of each family: a wider mask would make the node believe that it routes the whole LAN twice.
    vip_subnet: addresses.length > 1 ? '32,128' : '32',
    cp_enable: String(controlPlane),
    cp_namespace: namespace,
    svc_enable: 'true',
    // One election for all Services is one lease to renew instead of one per Service, all written to etcd.
    svc_election: String(electionPerService),
    // IPVS balancing of the API needs kernel modules, and gains nothing over asking the leader.
    lb_enable: 'false',
    // Off by default; without it, every server would announce the same address.
    vip_leaderelection: 'true',
    vip_leaseduration: String(lease.duration),
    vip_renewdeadline: String(lease.renewDeadline),
    vip_retryperiod: String(lease.retryPeriod),
    ...(keepAddressesWithoutLeader ? { vip_preserve_on_leadership_loss: 'true' } : {}),
    // The pod shares the host's network: metrics stay off the LAN.
    prometheus_server: '127.0.0.1:2112',
  }
  return [
    ...Object.entries(settings).map(([name, value]) => ({ name, value })),
    fieldEnv('vip_nodename', 'spec.nodeName'),
    ...ownApiServer,
    ...(bgp ? bgpEnvironment(bgp) : []),
  ]
}

/**
 * The server's own API instead of the Service `kubernetes`, which any server answers: when k3s stops on a server its
 * containers go on, and kube-vip would renew its lease with another server and keep an address behind which nothing
 * listens. This way it loses the election. client-go reads both variables.
 *
 * @see https://github.com/kube-vip/kube-vip/issues/1786
 */
const ownApiServer: readonly k8s.EnvVar[] = [
  fieldEnv('KUBERNETES_SERVICE_HOST', 'status.hostIP'),
  { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
]
