import { App } from '../../app/app.ts'
import { AppError } from '../../app/app-error.ts'
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

  /** @throws AppError when `address` lies outside the cluster's service pool. */
  serviceFields(consumer: App, address: string): { readonly annotations: Record<string, string> } {
    const { from, to } = this.cluster.network.servicePool
    if (!this.tree.addresses.poolOf(address)) {
      throw new AppError(
        consumer.appName,
        'network.servicePool',
        `${consumer.appName} asks for the address "${address}"; Services get addresses from ${from} to ${to}`,
        `give ${consumer.appName} an address inside network.servicePool, or widen the pool`,
      )
    }
    consumer.dependOn(this, 'its address')
    return { annotations: { 'kube-vip.io/loadbalancerIPs': address } }
  }
}
