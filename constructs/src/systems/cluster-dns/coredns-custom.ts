import { App } from '../../app/app.ts'
import { AppError } from '../../app/app-error.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { ClusterDns } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { serverBlock } from './corefile.ts'

/**
 * Lets pods resolve every exposed host, even on a LAN whose DNS knows none of them: without it, an OpenID Connect client
 * inside the cluster cannot find its issuer.
 *
 * Construct it early: it completes after the apps that expose hosts.
 */
export class CorednsCustom extends App implements ClusterDns {
  constructor(tree: ClusterTree, name: string) {
    const { distribution } = tree.definition.kubernetes
    if (distribution !== 'k3s') {
      throw new AppError(
        name,
        'kubernetes.distribution',
        `kubernetes.distribution is "${distribution}"; only the CoreDNS of k3s reads additional server blocks`,
        'leave cluster-dns out, and give its records to the DNS server in network.dns, which the nodes and CoreDNS ask',
      )
    }
    super(tree, name, {}, { namespace: 'kube-system', ownNamespace: false, project: 'system-addons' })
  }

  readonly records = (): Readonly<Record<string, string>> => {
    const hosts = this.tree.exposures.map(({ host, address }) => [host, address] as const)
    return Object.fromEntries(hosts.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  override complete(): void {
    const records = this.records()
    if (Object.keys(records).length === 0) return
    new k8s.KubeConfigMap(this, 'coredns-custom', {
      // The name and the suffix of the key are k3s's: it mounts this ConfigMap and imports `*.server`.
      metadata: { name: 'coredns-custom', namespace: 'kube-system' },
      data: { [`${this.cluster.name}.server`]: serverBlock(this.#zones(Object.keys(records)), records) },
    })
  }

  /** The cluster's domain, and each host outside of it as a zone of its own. */
  #zones(hosts: readonly string[]): string[] {
    const { domain } = this.cluster
    return [domain, ...hosts.filter((host) => !host.endsWith(`.${domain}`))]
  }
}
