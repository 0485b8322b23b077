import type { KnownSystem } from '../known-system.ts'
import { localTrafficCheck } from './local-traffic.ts'

/** @see https://kube-vip.io/docs/usage/kubernetes-services/ */
export const kubeVip: KnownSystem = {
  name: 'kube-vip',
  service: { addresses: /^kube-vip\.io\/loadbalancerIPs$/ },
  checks: [localTrafficCheck],
}
