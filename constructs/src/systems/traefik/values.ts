import type { LoadBalancerFields } from '../../app/roles.ts'
import type { TraefikProps } from './props.ts'
import { traefikUpstream } from './upstream.ts'

/** Sized for a Pi: Traefik idles at about 60 MiB, and grows with open connections. */
export const traefikResources = { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '256Mi' } } as const

/** Of every pod that either chart makes. */
const podLabels = { 'app.kubernetes.io/name': traefikUpstream.chart.name }

export interface TraefikValues
  extends Pick<TraefikProps, 'accessLog' | 'keepClientAddresses' | 'replicas' | 'timeouts'> {
  readonly service: LoadBalancerFields
  /** Arguments of Traefik for which the charts have no value, or not the same one. */
  readonly arguments: readonly string[]
}

/**
 * Values that k3s's chart, of the series 40, and the upstream one, of the series 41, read alike.
 *
 * Nothing is said about forwarded headers: Traefik then sets `X-Forwarded-Proto` and its kin itself, and believes none
 * that a client sends. There is no redirect of the whole `web` entry point either: a route decides about plain HTTP.
 */
export function traefikValues({ service, timeouts = {}, replicas = 1, ...options }: TraefikValues) {
  const additionalArguments = [
    ...options.arguments,
    // The charts call these values differently.
    ...(options.accessLog ? ['--accesslog=true', '--accesslog.format=json'] : []),
  ]
  return {
    deployment: { replicas },
    ...(replicas > 1 ? spread : {}),
    priorityClassName: 'system-cluster-critical',
    resources: traefikResources,
    ingressClass: { enabled: true, isDefaultClass: true },
    providers: {
      // Without a published address an Ingress has no status, and Argo CD never calls it healthy.
      kubernetesIngress: { publishedService: { enabled: true } },
    },
    ports: { websecure: { transport: { respondingTimeouts: respondingTimeouts(timeouts) } } },
    ...(additionalArguments.length > 0 ? { additionalArguments } : {}),
    service: {
      annotations: service.annotations,
      spec: {
        // `Local` needs the node that holds the address to run a pod as well.
        externalTrafficPolicy: options.keepClientAddresses ? 'Local' : 'Cluster',
        ...(service.loadBalancerClass ? { loadBalancerClass: service.loadBalancerClass } : {}),
        ...service.families,
      },
    },
  }
}

/** Several pods: on nodes of their own where there are enough, and never all gone in a drain. */
const spread = {
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: podLabels },
    },
  ],
  podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
} as const

/**
 * Traefik ends a request that has not arrived whole within 60 seconds: a stream of a client, such as Omni's tunnels, or a
 * photograph over a slow line. Here only idle connections end.
 *
 * @see https://github.com/traefik/traefik/issues/10652
 */
function respondingTimeouts({ read = '0s', write, idle }: NonNullable<TraefikProps['timeouts']>) {
  return {
    readTimeout: read,
    ...(write === undefined ? {} : { writeTimeout: write }),
    ...(idle === undefined ? {} : { idleTimeout: idle }),
  }
}
