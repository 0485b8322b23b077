import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { LoadBalancer } from '../../app/roles.ts'
import { needPasswords } from './bgp.ts'
import { addDaemonSet } from './daemon-set.ts'
import { type KubeVipProps, readKubeVipProps } from './props.ts'
import { addAccess } from './rbac.ts'

/**
 * The virtual address of the Kubernetes API, and the addresses of Services of type LoadBalancer, held by one server at a
 * time and answered through ARP, or announced to routers through BGP. Where the distribution answers for the API itself, as Talos does, Services alone.
 *
 * Every Service names its address; none is handed out automatically.
 */
export class KubeVip extends App implements LoadBalancer {
  constructor(tree: ClusterTree, name: string, props: KubeVipProps = {}) {
    super(tree, name, props, { project: 'system-addons' })
    const read = readKubeVipProps(this, props)
    this.replacesComponent('load-balancer', 'both would claim the same Services')
    const serviceAccount = addAccess(this, this.appNamespace, read)
    addDaemonSet(this, serviceAccount, read)
    if (read.bgp) needPasswords(this, read.bgp)
  }

  serviceFields(consumer: App, address: string): { readonly annotations: Record<string, string> } {
    consumer.reserveAddress(address)
    consumer.dependOn(this, 'its address')
    return { annotations: { 'kube-vip.io/loadbalancerIPs': address } }
  }
}
