import type { App } from '../../app/app.ts'
import { parseAddress } from '../../cluster/addresses.ts'
import type { k8s } from '../../k8s.ts'
import { fieldEnv } from '../../workload/field-env.ts'
import type { BgpPeer, BgpProps } from './props.ts'

const secretName = 'kube-vip-bgp'

/**
 * kube-vip's settings for BGP. A peer is `address:as:password:multihop`; kubelet puts the passwords in, from variables
 * that come from the Secret, so that none is written in the tree.
 *
 * @see https://kube-vip.io/docs/installation/daemonset/#bgp-example-for-daemonset
 */
export function bgpEnvironment({ as, peers }: BgpProps): k8s.EnvVar[] {
  return [
    { name: 'bgp_enable', value: 'true' },
    { name: 'bgp_as', value: String(as) },
    fieldEnv('bgp_routerid', 'status.hostIP'),
    ...peers.flatMap((peer, index) =>
      peer.password
        ? [{ name: variable(index), valueFrom: { secretKeyRef: { name: secretName, key: keyOf(index) } } }]
        : [],
    ),
    { name: 'bgp_peers', value: peers.map(written).join(',') },
  ]
}

/** The passwords of the peers, which their owner also tells the routers. */
export function needPasswords(app: App, { peers }: BgpProps): void {
  const protectedPeers = [...peers.entries()].filter(([, peer]) => peer.password)
  if (protectedPeers.length === 0) return
  app.addSecretNeed({
    name: secretName,
    keys: Object.fromEntries(
      protectedPeers.map(([index, { address }]) => [
        keyOf(index),
        { from: 'user', question: `Which MD5 password has the BGP session with ${address}? (without ":" and ",")` },
      ]),
    ),
    why: 'kube-vip announces its addresses to these routers.',
  })
}

function written(peer: BgpPeer, index: number): string {
  const address = parseAddress(peer.address)?.family === 6 ? `[${peer.address}]` : peer.address
  return [address, peer.as, peer.password ? `$(${variable(index)})` : '', peer.multihop ?? false].join(':')
}

const variable = (index: number) => `BGP_PASSWORD_${index}`
const keyOf = (index: number) => `peer-${index}`
