import type { App } from '../../app/app.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { parseAddress } from '../../cluster/addresses.ts'
import { quote } from '../../cluster/problem.ts'
import { count, flag, listOf, object, optional, text } from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'

export interface KubeVipProps {
  /**
   * Announces the addresses to routers through BGP, so that they may lie in a network of their own. The routers must
   * accept each server as a neighbour. @default the addresses are answered through ARP, on the LAN
   */
  readonly bgp?: BgpProps
  /**
   * Elects a server for each Service instead of one for all. Services with `externalTrafficPolicy: Local` need it, which
   * keep the addresses of clients; the price is a lease per Service, renewed every few seconds. @default false
   */
  readonly electionPerService?: boolean
  /**
   * Keeps the addresses on a server that lost an election until another one has won it. It bridges an API server that does
   * not answer for a while; upstream means to remove the setting, and it has left addresses on two servers.
   *
   * @see https://github.com/kube-vip/kube-vip/pull/1772
   * @default false
   */
  readonly keepAddressesWithoutLeader?: boolean
}

export interface BgpProps {
  /** Autonomous system of the servers: 64512 to 65534 are for private use. */
  readonly as: number
  readonly peers: readonly BgpPeer[]
}

export interface BgpPeer {
  /** Address of the router. */
  readonly address: string
  /** Autonomous system of the router. */
  readonly as: number
  /** Whether the sessions have an MD5 password; its Secret is a secret need. @default false */
  readonly password?: boolean
  /** Whether there are other routers in between. @default false */
  readonly multihop?: boolean
}

const invalidAs = defineRule('kube-vip-as-invalid', 'error', {
  title: 'an autonomous system of kube-vip is out of range',
  why: 'kube-vip would not start: an autonomous system is a whole number from 1 to 4294967294.',
  remedy: 'Use one of those for private use, 64512 to 65534.',
})

const invalidPeers = defineRule('kube-vip-peer-invalid', 'error', {
  title: 'a BGP peer of kube-vip is missing or not an address',
  why: 'Nobody would learn where the addresses are.',
  remedy: "Write the address of a router, e.g. { address: '192.168.20.1', as: 64512 }.",
})

export const notAnnounced = defineRule('kube-vip-pool-routed', 'error', {
  title: 'an address of a routed pool is given out by a kube-vip that talks to no router',
  why: 'It would answer ARP for an address that nobody on the LAN asks for.',
  remedy: 'Give kube-vip `bgp`, or take `routed` from the pool.',
})

export const kubeVipRules = [invalidAs, invalidPeers, notAnnounced]

const shape: PropsShape<KubeVipProps> = {
  bgp: optional(
    object({
      as: count,
      peers: listOf(object({ address: text, as: count, password: optional(flag), multihop: optional(flag) })),
    }),
  ),
  electionPerService: optional(flag),
  keepAddressesWithoutLeader: optional(flag),
}

const examples = {
  'bgp.as': '64513',
  'bgp.peers': "[{ address: '192.168.20.1', as: 64512 }]",
  'bgp.peers[].address': "'192.168.20.1'",
  'bgp.peers[].as': '64512',
}

/** Reads the props of `app`, and reports what is wrong with them. */
export function readKubeVipProps(app: App, props: KubeVipProps): KubeVipProps {
  const read = readProps(app, shape, props, examples)
  const { bgp } = read
  if (!bgp) return read
  judgeAs(app, 'bgp.as', bgp.as)
  if (bgp.peers.length === 0) app.report(invalidPeers.problem('bgp.peers', 'the list is empty'))
  for (const [index, peer] of bgp.peers.entries()) {
    const path = `bgp.peers[${index}]`
    judgeAs(app, `${path}.as`, peer.as)
    if (parseAddress(peer.address)) continue
    app.report(invalidPeers.problem(`${path}.address`, `${quote(peer.address)} is not an IP address`))
  }
  return read
}

function judgeAs(app: App, path: string, as: number): void {
  if (Number.isInteger(as) && as >= 1 && as <= 4_294_967_294) return
  app.report(invalidAs.problem(path, `${quote(as)} is not an autonomous system; it takes 1 to 4294967294`))
}
