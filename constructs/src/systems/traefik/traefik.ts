import { ApiObject, Lazy } from 'cdk8s'
import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { bundledConfiguration } from '../../app/bundled-configuration.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { IngressController, Route, Trust } from '../../app/roles.ts'
import { isDnsName, toDnsLabel } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import { HelmChartConfig } from '../../custom-resources/helm-controller.ts'
import { TlsOption } from '../../custom-resources/traefik.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { nodeAffinityFor } from '../../placement/asked-of-nodes.ts'
import { policiesFor } from '../../placement/place.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { dropHeaderAliases, dropUnderscores } from './header-aliases.ts'
import { readTraefikProps, type TraefikProps } from './props.ts'
import { providedByTraefik, traefikRelease } from './release.ts'
import { addRoute, addServersTransport } from './route-objects.ts'
import { traefikValues } from './values.ts'

export type { TraefikProps, TraefikTimeouts } from './props.ts'

/**
 * Brings HTTP from the LAN to Services, at one fixed address.
 *
 * Where the distribution brings a Traefik, as k3s does, it configures that one; elsewhere, or with `bundled: false`, it
 * installs the upstream chart with the same values.
 */
export class Traefik extends App implements IngressController {
  readonly className = 'traefik'
  readonly address: string
  readonly #address6: string | undefined
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
    const read = readTraefikProps(this, props)
    const { address, address6, loadBalancer, release, tls, trust } = read
    this.#trust = trust
    this.address = address
    this.#address6 = address6
    if (config && release) {
      const { title } = distributionOf(this.cluster.kubernetes.distribution)
      const message = `${title} installs Traefik from a chart of its own, so nobody else can render it`
      this.report(appInvalid.problem('release', message, 'Leave release out, or add bundled: false.'))
    }
    const service = loadBalancer.serviceFields(this, address, address6)
    const { version } = this.cluster.kubernetes
    if (config) this.#configureBundled(config, traefikValues({ ...read, service, arguments: dropUnderscores(version) }))
    else {
      this.replacesComponent('ingress', 'the upstream chart is installed instead')
      const values = traefikValues({ ...read, service, arguments: [...dropHeaderAliases, legacyNames] })
      this.addRelease(traefikRelease(this.appNamespace, values), release)
    }
    // The one of this name holds for all routes, whatever its namespace.
    if (tls) new TlsOption(this, 'tls', { metadata: { name: 'default', namespace: this.appNamespace }, spec: tls })
  }

  expose(consumer: App, route: Route): string {
    reportNoHost(consumer, route)
    this.#reportTakenHost(consumer, route)
    consumer.dependOn(this, `its route ${route.name}`)
    const tlsSecret = this.#trust.issue(consumer, { name: route.name, hosts: [route.host] })
    addRoute(consumer, { className: this.className, route, tlsSecret })
    this.#noteBackend(consumer, route)
    const url = `https://${route.host}`
    const addresses = { address: this.address, ...(this.#address6 === undefined ? {} : { address6: this.#address6 }) }
    this.tree.addExposure({ app: consumer.appName, host: route.host, ...addresses, url })
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

  #configureBundled(
    { namespace, name }: { readonly namespace: string; readonly name: string },
    values: Record<string, unknown>,
  ): void {
    this.carriesOutPlacement = true
    this.bundledCharts.set(name, values)
    // Read when the tree is written: the app may be placed, and its values overridden, after it was made.
    const valuesContent = Lazy.any({
      produce: () => {
        const nodeAffinity = nodeAffinityFor(policiesFor(this))
        return configYaml({ ...this.bundledCharts.get(name), ...(nodeAffinity && { affinity: { nodeAffinity } }) })
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
      // Traefik reads the key `ca.crt`, and pods have names that no public authority signs.
      this.#trust.injectRoots(consumer)
      const transport = addServersTransport(consumer, route, this.#trust.roots.configMap)
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

/**
 * Names as all Traefiks build them, that of k3s included, which does not know the newer ones; said aloud, because Traefik
 * warns where nobody chose. Two objects whose names become the same are found by the check `traefik-names-collide`.
 */
const legacyNames = '--providers.kubernetescrd.safeNaming=false'

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
