import { ApiObject, Lazy } from 'cdk8s'
import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { bundledConfiguration } from '../../app/bundled-configuration.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { IngressController, LoadBalancer, Route, Trust } from '../../app/roles.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { isDnsName, toDnsLabel } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import { anything, flag, optional, text } from '../../cluster/shapes.ts'
import { HelmChartConfig } from '../../custom-resources/helm-controller.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { nodeAffinityFor } from '../../placement/asked-of-nodes.ts'
import { policiesFor } from '../../placement/place.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { providedByTraefik, traefikRelease } from './release.ts'
import { addRoute, addServersTransport } from './route-objects.ts'
import { traefikValues } from './values.ts'

export interface TraefikProps {
  /** Address of the service pool that every exposed host resolves to: it must never change by itself. */
  readonly address: string
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
}

const shape: PropsShape<TraefikProps> = {
  address: text,
  trust: roleReferences.trust,
  loadBalancer: roleReferences.loadBalancer,
  bundled: optional(flag),
  release: optional(anything),
}

/**
 * Brings HTTP from the LAN to Services, at one fixed address.
 *
 * Where the distribution brings a Traefik, as k3s does, it configures that one; elsewhere, or with `bundled: false`, it
 * installs the upstream chart with the same values.
 */
export class Traefik extends App implements IngressController {
  readonly className = 'traefik'
  readonly address: string
  readonly #trust: Trust
  readonly #backends: {
    readonly consumer: App
    readonly route: Route
    readonly annotations: Record<string, string>
  }[] = []

  constructor(tree: ClusterTree, name: string, props: TraefikProps) {
    const own = bundledConfiguration(name, tree.definition, 'ingress', props?.bundled)
    const config = own?.type === 'helm-chart-config' ? own : undefined
    super(tree, name, props, {
      project: 'system-addons',
      ...(config ? { namespace: config.namespace, ownNamespace: false } : {}),
    })
    const { address, loadBalancer, release, trust } = readProps(this, shape, props, { address: "'192.168.20.200'" })
    this.#trust = trust
    this.address = address
    if (config && release) {
      const { title } = distributionOf(this.cluster.kubernetes.distribution)
      const message = `${title} installs Traefik from a chart of its own, so nobody else can render it`
      this.report(appInvalid.problem('release', message, 'Leave release out, or add bundled: false.'))
    }
    const values = traefikValues(loadBalancer.serviceFields(this, address))
    if (config) this.#configureBundled(config, values)
    else {
      this.replacesComponent('ingress', 'the upstream chart is installed instead')
      this.addRelease(traefikRelease(this.appNamespace, values), release)
    }
  }

  expose(consumer: App, route: Route): string {
    reportNoHost(consumer, route)
    this.#reportTakenHost(consumer, route)
    consumer.dependOn(this, `its route ${route.name}`)
    const tlsSecret = this.#trust.issue(consumer, { name: route.name, hosts: [route.host] })
    addRoute(consumer, { className: this.className, route, tlsSecret })
    this.#noteBackend(consumer, route)
    const url = `https://${route.host}`
    this.tree.addExposure({ app: consumer.appName, host: route.host, address: this.address, url })
    return url
  }

  /** Traefik reads the protocol of pods from their Service, which its app may make after it asked for the route. */
  override complete(): void {
    for (const { consumer, route, annotations } of this.#backends) {
      const service = serviceOf(consumer, route.service)
      if (!service) {
        const message = `the route "${route.name}" speaks ${route.scheme} to the Service "${route.service}", which ${consumer.appName} does not make; Traefik reads the protocol from an annotation of that Service`
        const remedy = `Make the Service in ${consumer.appName}, or let the pods speak http.`
        consumer.report(appInvalid.problem(`routes.${route.name}.scheme`, message, remedy))
        continue
      }
      for (const [key, value] of Object.entries(annotations)) service.metadata.addAnnotation(key, value)
    }
  }

  #configureBundled({ namespace, name }: { readonly namespace: string; readonly name: string }, values: object): void {
    this.carriesOutPlacement = true
    // Read when the tree is written: the app may be placed after it was made.
    const valuesContent = Lazy.any({
      produce: () => {
        const nodeAffinity = nodeAffinityFor(policiesFor(this))
        return configYaml({ ...values, ...(nodeAffinity && { affinity: { nodeAffinity } }) })
      },
    })
    new HelmChartConfig(this, 'config', { metadata: { name, namespace }, spec: { valuesContent } })
    for (const object of providedByTraefik(this.appNamespace)) this.provides(object)
  }

  #noteBackend(consumer: App, route: Route): void {
    const scheme = route.scheme ?? 'http'
    if (scheme === 'http') return
    const annotations: Record<string, string> = { 'traefik.ingress.kubernetes.io/service.serversscheme': scheme }
    if (scheme === 'https') {
      this.#trust.inject(consumer)
      const transport = addServersTransport(consumer, route, this.#trust.bundle.configMap)
      annotations['traefik.ingress.kubernetes.io/service.serverstransport'] = transport
    }
    this.#backends.push({ consumer, route, annotations })
  }

  #reportTakenHost(consumer: App, { name, host }: Route): void {
    const taken = this.tree.exposures.find((exposure) => exposure.host === host)
    if (!taken) return
    const message = `${consumer.appName} wants the host "${host}", which ${taken.app} has already; a host leads to one app`
    const remedy = `Give one of them another host below ${this.cluster.domain}.`
    consumer.report(appInvalid.problem(`routes.${name}.host`, message, remedy))
  }
}

/** Reports a wrong host here once, rather than in each object that names it. */
function reportNoHost(consumer: App, { name, host }: Route): void {
  if (isDnsName(host)) return
  const message = `${quote(host)} is not a host name; allowed are a-z, 0-9 and -, in parts of at most 63 that dots join`
  const remedy = `Write the host alone, e.g. this.cluster.host('${toDnsLabel(String(host).split('.')[0] ?? '') ?? 'web'}').`
  consumer.report(appInvalid.problem(`routes.${name}.host`, message, remedy))
}

function serviceOf(consumer: App, name: string): ApiObject | undefined {
  return consumer.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .find((object) => object.kind === 'Service' && object.name === name)
}
