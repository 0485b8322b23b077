import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { LoadBalancer, LoadBalancerFields } from '../../app/roles.ts'
import { needPasswords } from './bgp.ts'
import { addDaemonSet } from './daemon-set.ts'
import { type KubeVipProps, notAnnounced, readKubeVipProps } from './props.ts'
import { addAccess } from './rbac.ts'

const dualStack = { ipFamilyPolicy: 'RequireDualStack' as const, ipFamilies: ['IPv4' as const, 'IPv6' as const] }

/**
 * The virtual address of the Kubernetes API, and the addresses of Services of type LoadBalancer, held by one server at a
 * time and answered through ARP, or announced to routers through BGP. Where the distribution answers for the API itself, as Talos does, Services alone.
 *
 * Every Service names its address; none is handed out automatically.
 */
export class KubeVip extends App implements LoadBalancer {
  readonly #routes: boolean

  constructor(tree: ClusterTree, name: string, props: KubeVipProps = {}) {
    super(tree, name, props, { project: 'system-addons' })
    const read = readKubeVipProps(this, props)
    this.#routes = read.bgp !== undefined
    this.replacesComponent('load-balancer', 'both would claim the same Services')
    const serviceAccount = addAccess(this, this.appNamespace, read)
    addDaemonSet(this, serviceAccount, read)
    if (read.bgp) needPasswords(this, read.bgp)
  }

  serviceFields(consumer: App, address: string, address6?: string): LoadBalancerFields {
    consumer.reserveAddress(address)
    if (address6 !== undefined) consumer.reserveAddress(address6, 'address6')
    consumer.dependOn(this, 'its address')
    const addresses = [address, address6].filter((each) => each !== undefined)
    for (const each of addresses) this.#reportUnannounced(consumer, each)
    return {
      annotations: { 'kube-vip.io/loadbalancerIPs': addresses.join(',') },
      ...(address6 === undefined ? {} : { families: dualStack }),
    }
  }

  #reportUnannounced(consumer: App, address: string): void {
    const pool = this.tree.addresses.poolOf(address)
    if (!pool?.routed || this.#routes) return
    const message = `${consumer.appName} gets ${address} of ${pool.saidAt}, which is routed, but kube-vip answers ARP`
    this.report(notAnnounced.problem('bgp', message))
  }
}
