import { appReference } from './read-props.ts'
import type { BlockStorage, ClusterDns, IdentityProvider, IngressController, LoadBalancer, Trust } from './roles.ts'

/** Props that take an app in a role: what an app does tells whether it plays it. */
export const roleReferences = {
  ingress: appReference<IngressController>('an ingress controller, such as Traefik', 'expose'),
  identity: appReference<IdentityProvider>('an identity provider, such as Dex', 'registerClient'),
  trust: appReference<Trust>('what makes certificates, such as LabPki', 'issue'),
  loadBalancer: appReference<LoadBalancer>('a load balancer, such as KubeVip', 'serviceFields'),
  storage: appReference<BlockStorage>('replicated volumes, such as Longhorn', 'storageClass'),
  dns: appReference<ClusterDns>('the DNS of the cluster, such as CoreDns', 'records'),
} as const
