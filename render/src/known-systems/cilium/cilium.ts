import type { KnownSystem } from '../known-system.ts'

/** @see https://docs.cilium.io/en/stable/network/lb-ipam/ */
export const cilium: KnownSystem = {
  name: 'Cilium',
  service: {
    addresses: /^(io\.cilium|lbipam\.cilium\.io)\/(lb-ipam-)?ips$/,
    sharing: /^(io\.cilium|lbipam\.cilium\.io)\/(lb-ipam-)?sharing-key$/,
  },
}
