import { ApiObject, Lazy } from 'cdk8s'
import { App } from '../../app/app.ts'
import { AppError } from '../../app/app-error.ts'
import { bundledConfiguration } from '../../app/bundled-configuration.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { IngressController, LoadBalancer, Route, Trust } from '../../app/roles.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { isDnsName, toDnsLabel } from '../../cluster/names.ts'
import { HelmChartConfig } from '../../custom-resources/helm-controller.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { nodeAffinityFor } from '../../placement/asked-of-nodes.ts'
import { policiesFor } from '../../placement/place.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { providedByTraefik, traefikRelease } from './release.ts'
import { addRoute, addServersTransport } from './route-objects.ts'
import { traefikValues } from './values.ts'

export interface TraefikProps {
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

/**
 * Brings HTTP from the LAN to Services, at the fixed address `apps.traefik.address`.
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
    const own = bundledConfiguration(name, tree.definition, 'ingress', props.bundled)
    const config = own?.type === 'helm-chart-config' ? own : undefined
    super(tree, name, props, {
      project: 'system-addons',
      ...(config ? { namespace: config.namespace, ownNamespace: false } : {}),
    })
    this.#trust = props.trust
    this.address = addressOf(this.appName, this.cluster)
    if (config && props.release) {
      throw new AppError(
        this.appName,
        'release',
        `${distributionOf(this.cluster.kubernetes.distribution).title} installs Traefik from a chart of its own, so nobody else can render it`,
        'leave release out, or add bundled: false',
      )
    }
    const values = traefikValues(props.loadBalancer.serviceFields(this, this.address))
    if (config) this.#configureBundled(config, values)
    else {
      this.replacesComponent('ingress', 'the upstream chart is installed instead')
      this.addRelease(traefikRelease(this.appNamespace, values), props.release)
    }
  }

  expose(consumer: App, route: Route): string {
    refuseNoHost(consumer, route)
    this.#refuseTakenHost(consumer, route)
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
        throw new AppError(
          consumer.appName,
          `routes.${route.name}.scheme`,
          `the route "${route.name}" speaks ${route.scheme} to the Service "${route.service}", which ${consumer.appName} does not make; Traefik reads the protocol from an annotation of that Service`,
          `make the Service in ${consumer.appName}, or let the pods speak http`,
        )
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
    new HelmChartConfig(this, 'config', {
      metadata: { name, namespace },
      spec: { valuesContent },
    })
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

  #refuseTakenHost(consumer: App, { name, host }: Route): void {
    const taken = this.tree.exposures.find((exposure) => exposure.host === host)
    if (taken) {
      throw new AppError(
        consumer.appName,
        `routes.${name}.host`,
        `${consumer.appName} wants the host "${host}", which ${taken.app} has already; a host leads to one app`,
        `give one of them another host below ${this.cluster.domain}`,
      )
    }
  }
}

/** Said here once, rather than of each object that the host goes into. */
function refuseNoHost(consumer: App, { name, host }: Route): void {
  if (isDnsName(host)) return
  throw new AppError(
    consumer.appName,
    `routes.${name}.host`,
    `"${host}" is not a host name; allowed are a-z, 0-9 and -, in parts of at most 63 that dots join`,
    `write the host alone, e.g. this.cluster.host('${toDnsLabel(host.split('.')[0] ?? '') ?? 'web'}')`,
  )
}

function addressOf(app: string, { apps, network }: Cluster): string {
  const address = apps.traefik?.address
  if (address) return address
  const { from, to } = network.servicePool
  throw new AppError(
    app,
    'apps.traefik.address',
    'apps.traefik.address is missing; every exposed host resolves to it, so it must never change by itself',
    `set apps.traefik.address to an address between ${from} and ${to}`,
  )
}

function serviceOf(consumer: App, name: string): ApiObject | undefined {
  return consumer.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .find((object) => object.kind === 'Service' && object.name === name)
}
