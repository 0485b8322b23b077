import type { KnownSystem } from '../known-system.ts'

/** @see https://metallb.io/usage/ */
export const metallb: KnownSystem = {
  name: 'MetalLB',
  service: {
    addresses: /^metallb\.(universe\.tf|io)\/loadBalancerIPs$/,
    sharing: /^metallb\.(universe\.tf|io)\/allow-shared-ip$/,
  },
}
