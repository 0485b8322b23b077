import { execa } from 'execa'
import type { NodeSpace } from './node-space.ts'
import type { SlotNetwork } from './slot-network.ts'

/**
 * Joins a node to this machine: a veth pair, and routes from here to its pods, its services and its LoadBalancer
 * addresses. All of it goes when the link does.
 */
export async function linkNode(space: NodeSpace, network: SlotNetwork): Promise<void> {
  const { link, machine, node, linkPrefix } = network
  const ip = (...args: readonly string[]) => execa('ip', [...args])
  const inside = (...args: readonly string[]) => space.run('ip', args)
  await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(space.pid))
  await ip('address', 'add', `${machine}/${linkPrefix}`, 'dev', link)
  await ip('link', 'set', link, 'up')
  await inside('link', 'set', 'lo', 'up')
  await inside('address', 'add', `${node}/${linkPrefix}`, 'dev', 'eth0')
  await inside('link', 'set', 'eth0', 'up')
  await inside('route', 'add', 'default', 'via', machine)
  for (const cidr of [network.podCidr, network.serviceCidr, network.loadBalancerCidr]) {
    await ip('route', 'add', cidr, 'via', node)
  }
}
