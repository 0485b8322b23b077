import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { LoadBalancer } from '../../app/roles.ts'
import { addDaemonSet } from './daemon-set.ts'
import { addAccess } from './rbac.ts'

/**
 * The virtual address of the Kubernetes API, and the addresses of Services of type LoadBalancer, answered through ARP by
 * one server at a time. Where the distribution answers for the API itself, as Talos does, Services alone.
 *
 * Every Service names its address; none is handed out automatically.
 */
export class KubeVip extends App implements LoadBalancer {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name, {}, { project: 'system-addons' })
    this.replacesComponent('load-balancer', 'both would claim the same Services')
    const serviceAccount = addAccess(this, this.appNamespace)
    addDaemonSet(this, serviceAccount)
  }

  serviceFields(consumer: App, address: string): { readonly annotations: Record<string, string> } {
    consumer.reserveAddress(address)
    consumer.dependOn(this, 'its address')
    return { annotations: { 'kube-vip.io/loadbalancerIPs': address } }
  }
}
