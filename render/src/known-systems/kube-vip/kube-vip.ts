import type { KnownSystem } from '../known-system.ts'

/** @see https://kube-vip.io/docs/usage/kubernetes-services/ */
export const kubeVip: KnownSystem = { name: 'kube-vip', service: { addresses: /^kube-vip\.io\/loadbalancerIPs$/ } }
