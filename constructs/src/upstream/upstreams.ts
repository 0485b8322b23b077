import { helmControllerUpstream, systemUpgradeControllerUpstream } from '../distribution/k3s/upstream.ts'
import { argoCdUpstream } from '../systems/argo-cd/upstream.ts'
import { certManagerUpstream } from '../systems/cert-manager/upstream.ts'
import { coreDnsUpstream } from '../systems/cluster-dns/upstream.ts'
import { dexUpstream } from '../systems/dex/upstream.ts'
import { headlampUpstream } from '../systems/headlamp/upstream.ts'
import { kubeVipUpstream } from '../systems/kube-vip/upstream.ts'
import { longhornUpstream } from '../systems/longhorn/upstream.ts'
import { omniUpstream } from '../systems/omni/upstream.ts'
import { sealedSecretsUpstream } from '../systems/sealed-secrets/upstream.ts'
import { oauth2ProxyUpstream } from '../systems/sign-in-proxy/upstream.ts'
import { snapshotControllerUpstream } from '../systems/snapshot-controller/upstream.ts'
import { traefikUpstream } from '../systems/traefik/upstream.ts'
import { trustManagerUpstream } from '../systems/trust-manager/upstream.ts'
import type { Upstream } from './upstream.ts'

/** Every upstream that we pin, by name. */
export const upstreams: readonly Upstream[] = [
  argoCdUpstream,
  certManagerUpstream,
  coreDnsUpstream,
  dexUpstream,
  headlampUpstream,
  helmControllerUpstream,
  kubeVipUpstream,
  longhornUpstream,
  oauth2ProxyUpstream,
  omniUpstream,
  sealedSecretsUpstream,
  snapshotControllerUpstream,
  systemUpgradeControllerUpstream,
  traefikUpstream,
  trustManagerUpstream,
]
