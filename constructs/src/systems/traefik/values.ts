/** Sized for a Pi: Traefik idles at about 60 MiB, and grows with open connections. */
export const traefikResources = { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '256Mi' } } as const

/**
 * Values that k3s's chart and the upstream one read alike.
 *
 * Nothing is said about forwarded headers: Traefik then sets `X-Forwarded-Proto` and its kin itself, and believes none
 * that a client sends. There is no redirect of the whole `web` entry point either: a route decides about plain HTTP.
 */
export function traefikValues(service: {
  readonly annotations: Record<string, string>
  readonly loadBalancerClass?: string
}) {
  return {
    deployment: { replicas: 1 },
    priorityClassName: 'system-cluster-critical',
    resources: traefikResources,
    ingressClass: { enabled: true, isDefaultClass: true },
    providers: {
      // Without a published address an Ingress has no status, and Argo CD never calls it healthy.
      kubernetesIngress: { publishedService: { enabled: true } },
    },
    service: {
      annotations: service.annotations,
      spec: {
        // `Local` would need the announcing server to run the pod as well.
        externalTrafficPolicy: 'Cluster',
        ...(service.loadBalancerClass ? { loadBalancerClass: service.loadBalancerClass } : {}),
      },
    },
  }
}
