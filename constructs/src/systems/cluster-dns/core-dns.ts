import { App } from '../../app/app.ts'
import { bundledConfiguration } from '../../app/bundled-configuration.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { hostRecords } from '../../app/host-records.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import type { ClusterDns } from '../../app/roles.ts'
import { flag, optional } from '../../cluster/shapes.ts'
import { addServerBlock } from './coredns-custom.ts'
import { corefile, serverBlock } from './corefile.ts'
import { addCorefile, addServer } from './server.ts'

export interface CoreDnsProps {
  /**
   * Whether to configure the CoreDNS that the distribution brings. With `false` this app is the cluster's DNS, and the
   * distribution must be started without its own.
   * @default true on k3s, whose CoreDNS reads additional server blocks; false elsewhere
   */
  readonly bundled?: boolean
}

const shape: PropsShape<CoreDnsProps> = { bundled: optional(flag) }

/**
 * Lets pods resolve every exposed host, even on a LAN whose DNS knows none of them: without it, an OpenID Connect client
 * inside the cluster cannot find its issuer.
 *
 * Construct it early: it completes after the apps that expose hosts.
 */
export class CoreDns extends App implements ClusterDns {
  /** ConfigMap of the distribution's own CoreDNS that server blocks are imported from. */
  readonly #importedFrom: string | undefined

  constructor(tree: ClusterTree, name: string, props: CoreDnsProps = {}) {
    const own = bundledConfiguration(name, tree.definition, 'cluster-dns', props.bundled)
    const options = { namespace: 'kube-system', project: 'system-addons' } as const
    // Without the Application, pods still have to find what they talk to.
    super(tree, name, props, own ? options : { ...options, cascade: false })
    readProps(this, shape, props)
    this.#importedFrom = own?.type === 'coredns-import' ? own.configMap : undefined
    if (this.#importedFrom) return
    this.replacesComponent('cluster-dns', 'the tree brings CoreDNS itself, with the names of the lab')
    addServer(this)
  }

  readonly records = (): Readonly<Record<string, string>> => hostRecords(this.tree.exposures)

  override complete(): void {
    const records = this.records()
    const hosts = Object.keys(records)
    const both = [records, hostRecords(this.tree.exposures, 6)]
    const block = hosts.length > 0 ? serverBlock(this.#zones(hosts), both) : undefined
    if (!this.#importedFrom) addCorefile(this, corefile(block))
    else if (block) addServerBlock(this, this.#importedFrom, block)
  }

  /** The cluster's domain, and each host outside of it as a zone of its own. */
  #zones(hosts: readonly string[]): string[] {
    const { domain } = this.cluster
    return [domain, ...hosts.filter((host) => !host.endsWith(`.${domain}`))]
  }
}
