import type { DualStack } from '../distribution.ts'
import { configFile } from './configure.ts'

/**
 * Only from the first start on: an existing cluster cannot be changed. Agents need no more than `node-ip`; the other keys
 * are for servers, and must be the same on all of them.
 *
 * @see https://docs.k3s.io/networking/basic-network-options#dual-stack-ipv4--ipv6-networking
 */
export const dualStackK3s: DualStack = {
  pods: 'fd00:42::/56',
  services: 'fd00:43::/112',
  configure: ({ pods, services }, addresses) => [
    {
      file: configFile,
      content: {
        'cluster-cidr': pods.join(','),
        'service-cidr': services.join(','),
        // Nothing outside the cluster has a route to the pods' addresses, as in IPv4.
        'flannel-ipv6-masq': true,
        // k3s detects one address of a node by itself, never two.
        'node-ip': addresses.join(','),
      },
    },
  ],
}
