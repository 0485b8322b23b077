import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { LoadBalancer, NetbootServer } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { addBuilder } from './builder.ts'
import { nodeFiles } from './node-config.ts'
import { netbootImage } from './own-image.ts'
import { netbootPorts } from './ports.ts'
import { type PiNetbootProps, readPiNetbootProps } from './props.ts'
import { addServer } from './server.ts'
import { addClaims } from './volumes.ts'

const configMap = 'pi-netboot'

/** Boots Raspberry Pis over the network: TFTP, HTTP and NFS behind one address. */
export class PiNetboot extends App implements NetbootServer {
  readonly servesNetboot = true
  /** What a Pi's EEPROM names as `TFTP_IP`. */
  readonly address: string

  constructor(tree: ClusterTree, name: string, props: PiNetbootProps) {
    // Nodes run from its volumes: removing the Application must not pull their root filesystem away.
    super(tree, name, props, { cascade: false })
    const { address, loadBalancer, storage, ubuntu } = readPiNetbootProps(this, props)
    this.address = address
    this.reserveAddress(address)
    const files = nodeFiles(this.cluster, { address, ubuntu })

    new k8s.KubeConfigMap(this, 'config', { metadata: { name: configMap }, data: files })
    addClaims(this, storage)
    const image = this.ownImage(netbootImage)
    addServer(this, image)
    addBuilder(this, { configMap, files, image })
    this.#addService(loadBalancer)
  }

  #addService(loadBalancer: LoadBalancer): void {
    const { annotations, loadBalancerClass } = loadBalancer.serviceFields(this, this.address)
    const labels = selectorLabels(this)
    new k8s.KubeService(this, 'service', {
      // One Service with all ports: the addresses of several could be announced by different nodes.
      metadata: { name: 'pi-netboot', labels, annotations },
      spec: {
        type: 'LoadBalancer',
        loadBalancerClass,
        allocateLoadBalancerNodePorts: false,
        selector: labels,
        ports: netbootPorts.map(({ name, port, protocol }) => ({
          name,
          port,
          protocol,
          targetPort: k8s.IntOrString.fromString(name),
        })),
      },
    })
  }
}
