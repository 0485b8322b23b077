import type { Cluster } from '../../cluster/cluster.ts'
import type { ClusterNode } from '../../cluster/node-types.ts'
import type { PiNetbootProps } from './props.ts'

type NetbootSettings = Pick<PiNetbootProps, 'address' | 'ubuntu'>

/** Nodes that start from this server. */
function netbootNodes({ nodes }: Pick<Cluster, 'nodes'>): readonly (ClusterNode & { readonly mac: string })[] {
  return nodes.filter(
    (node): node is ClusterNode & { mac: string } => node.boot === 'netboot' && node.mac !== undefined,
  )
}

/**
 * Folder of a node below the TFTP root, as its firmware asks for it with `TFTP_PREFIX=2`.
 *
 * @see https://www.raspberrypi.com/documentation/computers/raspberry-pi.html#TFTP_PREFIX
 */
function bootFolder(mac: string): string {
  return mac.toLowerCase().replaceAll(':', '-')
}

/**
 * Kernel command line of a node: root over NFS, first-boot configuration over HTTP.
 *
 * NFSv3, because Ubuntu's initramfs cannot mount a root over NFSv4.
 *
 * @see https://bugs.launchpad.net/ubuntu/+source/klibc/+bug/1954716
 */
function commandLine(mac: string, { address }: NetbootSettings): string {
  const folder = bootFolder(mac)
  return [
    'console=serial0,115200',
    'console=tty1',
    'ip=dhcp',
    'root=/dev/nfs',
    `nfsroot=${address}:/nodes/${folder},vers=3,tcp`,
    'rw',
    'rootwait',
    // Raspberry Pi firmware turns memory accounting off, and a kubelet does not start without it.
    'cgroup_enable=memory',
    `ds=nocloud;s=http://${address}/${folder}/`,
  ].join(' ')
}

/** Files of the ConfigMap that the builder reads: the release, and one command line per node. */
export function nodeFiles(cluster: Cluster, settings: NetbootSettings): Record<string, string> {
  const nodes = netbootNodes(cluster)
  return {
    'ubuntu-release': `${settings.ubuntu}\n`,
    nodes: nodes.map(({ mac, name }) => `${bootFolder(mac)} ${name}\n`).join(''),
    ...Object.fromEntries(
      nodes.map(({ mac }) => [`${bootFolder(mac)}.cmdline.txt`, `${commandLine(mac, settings)}\n`]),
    ),
  }
}
