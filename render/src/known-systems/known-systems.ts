import { argoCd } from './argo-cd/argo-cd.ts'
import { certManager } from './cert-manager/cert-manager.ts'
import { cilium } from './cilium/cilium.ts'
import { externalSecrets } from './external-secrets/external-secrets.ts'
import { flux } from './flux/flux.ts'
import { gatewayApi } from './gateway-api/gateway-api.ts'
import { haproxyIngress } from './haproxy-ingress/haproxy-ingress.ts'
import { helmController } from './helm-controller/helm-controller.ts'
import { ingressNginx } from './ingress-nginx/ingress-nginx.ts'
import type { ByKind, KnownSystem } from './known-system.ts'
import { kubeVip } from './kube-vip/kube-vip.ts'
import { localPathProvisioner } from './local-path-provisioner/local-path-provisioner.ts'
import { longhorn } from './longhorn/longhorn.ts'
import { metallb } from './metallb/metallb.ts'
import { reloader } from './reloader/reloader.ts'
import { sealedSecrets } from './sealed-secrets/sealed-secrets.ts'
import { systemUpgradeController } from './system-upgrade-controller/system-upgrade-controller.ts'
import { traefik } from './traefik/traefik.ts'
import { trustManager } from './trust-manager/trust-manager.ts'

/** All systems that are known, in the order in which they are asked. */
export const knownSystems: readonly KnownSystem[] = [
  certManager,
  trustManager,
  helmController,
  systemUpgradeController,
  argoCd,
  traefik,
  ingressNginx,
  haproxyIngress,
  gatewayApi,
  kubeVip,
  metallb,
  cilium,
  sealedSecrets,
  externalSecrets,
  flux,
  reloader,
  localPathProvisioner,
  longhorn,
]

/** What every system knows about a kind, such as `apps/Deployment`. */
export function knownAbout<T>(kind: string, pick: (system: KnownSystem) => ByKind<T> | undefined): T[] {
  return knownSystems.flatMap((system) => pick(system)?.[kind] ?? [])
}

/** The kinds that some system knows something about. */
export function kindsKnown(pick: (system: KnownSystem) => ByKind<unknown> | undefined): string[] {
  return [...new Set(knownSystems.flatMap((system) => Object.keys(pick(system) ?? {})))]
}

/** Whether a key of an annotation is one that a system gives this meaning. */
export function isKnownAnnotation(key: string, pick: (system: KnownSystem) => RegExp | undefined): boolean {
  return knownSystems.some((system) => pick(system)?.test(key))
}
