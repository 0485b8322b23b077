import type { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { LoadBalancer, Trust } from '../../app/roles.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { quote } from '../../cluster/problem.ts'
import { anything, count, flag, object, optional, text } from '../../cluster/shapes.ts'
import type { TlsOptionSpec } from '../../custom-resources/traefik.ts'

export interface TraefikProps {
  /** Address of the service pool that every exposed host resolves to: it must never change by itself. */
  readonly address: string
  /** A second address, of `network.ipv6.servicePool`, in a dual-stack cluster. @default hosts have an IPv4 address only */
  readonly address6?: string
  /** Issues the certificate of every route. */
  readonly trust: Trust
  /** Gives Traefik its address. */
  readonly loadBalancer: LoadBalancer
  /**
   * Whether to configure the Traefik that the distribution brings. With `false` the upstream chart is installed, and the
   * distribution must be started without its own.
   * @default true on k3s, which brings one; false elsewhere
   */
  readonly bundled?: boolean
  /** Who renders the chart, where this installs one. @default Argo CD */
  readonly release?: ChartRendering
  /**
   * How many pods. Several keep off each other's nodes where they can, and a drain takes one at a time.
   * @default 1
   */
  readonly replicas?: number
  /** How long requests over HTTPS may take. */
  readonly timeouts?: TraefikTimeouts
  /** Whether each request becomes a line of JSON in the log of the pod; headers are left out. @default false */
  readonly accessLog?: boolean
  /**
   * Whether apps learn the addresses of clients, instead of that of the node which a request came in by. The node that
   * holds the address must then run a pod of Traefik: with kube-vip, give it `electionPerService`.
   * @default false
   */
  readonly keepClientAddresses?: boolean
  /** TLS of every route that names no other options. @default Traefik's own: TLS 1.2 and newer */
  readonly tls?: TlsOptionSpec
}

/** Durations as Go writes them, such as `90s` or `10m`; `0s` sets no limit. */
export interface TraefikTimeouts {
  /** Until a request has arrived whole, its body included: it ends uploads and streams of a client. @default 0s */
  readonly read?: string
  /** Until an answer has been sent whole. @default 0s */
  readonly write?: string
  /** Until an idle connection is closed. @default 180s */
  readonly idle?: string
}

const shape: PropsShape<TraefikProps> = {
  address: text,
  address6: optional(text),
  trust: roleReferences.trust,
  loadBalancer: roleReferences.loadBalancer,
  bundled: optional(flag),
  release: optional(anything),
  replicas: optional(count),
  timeouts: optional(object({ read: optional(text), write: optional(text), idle: optional(text) })),
  accessLog: optional(flag),
  keepClientAddresses: optional(flag),
  // Its definition says what it may hold: the check of schemas reads it.
  tls: optional(anything),
}

/** Reads the props of `app`, and reports all that is wrong with them. */
export function readTraefikProps(app: App, props: TraefikProps): TraefikProps {
  const read = readProps(app, shape, props, { address: "'192.168.20.200'" })
  const { replicas, timeouts = {}, tls } = read
  const refuse = (path: string, message: string, remedy: string) =>
    app.report(appInvalid.problem(path, message, remedy))
  if (replicas !== undefined && !(Number.isInteger(replicas) && replicas >= 1)) {
    refuse('replicas', `${replicas} was given; allowed are whole numbers of 1 or more`, 'Write 2.')
  }
  for (const [name, value] of Object.entries(timeouts)) {
    if (value === undefined || duration.test(value)) continue
    const message = `${quote(value)} is not a duration; allowed are numbers with ms, s, m or h, such as "90s" or "1h30m"`
    refuse(`timeouts.${name}`, message, 'Write "0s" for no limit.')
  }
  for (const field of ['minVersion', 'maxVersion'] as const) {
    const version = tls?.[field]
    if (version === undefined || tlsVersions.includes(String(version))) continue
    const message = `${quote(version)} is not a version of TLS; allowed are ${tlsVersions.join(', ')}`
    // Traefik would log it, and take its own default.
    refuse(`tls.${field}`, message, 'Write "VersionTLS13".')
  }
  return read
}

const tlsVersions = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13']

/** @see https://pkg.go.dev/time#ParseDuration */
const duration = /^(\d+(\.\d+)?(ms|s|m|h))+$/
