import { parseIPv4 } from './addresses.ts'
import { type Draft, nodesOf, placed } from './draft.ts'

/** One address that the definition hands out or refers to. */
export interface AddressUse {
  readonly path: string
  /** As written. */
  readonly text: string
  /** Undefined if `text` is no IPv4 address. */
  readonly address: number | undefined
  readonly holder: Holder
  /** `node "varda"`, `the gateway`. */
  readonly who: string
}

export type Holder = 'node' | 'gateway' | 'dns' | 'vip' | 'app'

/** All single addresses of a definition: who has which, and where it says so. Those that are easiest to move come last. */
export function addressPlan(draft: Draft): AddressUse[] {
  const { network, apps } = draft
  return [
    use('gateway', 'network.gateway', network?.gateway, 'the gateway'),
    ...placed(network?.dns, 'network.dns').flatMap(({ value, path }) => use('dns', path, value, 'a DNS server')),
    ...nodesOf(draft).flatMap(({ value, path }) =>
      use('node', `${path}.address`, value.address, value.name === undefined ? path : `node "${value.name}"`),
    ),
    use('vip', 'network.controlPlaneVip', network?.controlPlaneVip, 'the control-plane VIP'),
    use('app', 'apps.traefik.address', apps?.traefik?.address, 'Traefik'),
    use('app', 'apps.omni.address', apps?.omni?.address, 'Omni'),
    use('app', 'apps.piNetboot.address', apps?.piNetboot?.address, 'pi-netboot'),
  ].flat()
}

function use(holder: Holder, path: string, text: string | undefined, who: string): AddressUse[] {
  return text === undefined ? [] : [{ holder, path, text, address: parseIPv4(text), who }]
}
