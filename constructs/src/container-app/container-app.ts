import { App, type AppOptions } from '../app/app.ts'
import type { ClusterTree } from '../app/cluster-tree.ts'
import { k8s } from '../k8s.ts'
import { place } from '../placement/place.ts'
import { SignInProxy } from '../systems/sign-in-proxy/sign-in-proxy.ts'
import { newBeforeOld } from '../workload/new-before-old.ts'
import { selectorLabels } from '../workload/selector-labels.ts'
import { becauseAnnotations } from './because.ts'
import { environmentOf } from './environment.ts'
import { metricsAnnotations, ownMetricsPort } from './metrics.ts'
import { containerPod } from './pod-spec.ts'
import type { ContainerAppProps } from './props.ts'
import { readContainerProps } from './read-container-props.ts'
import { isClaim, volumesOf } from './volumes.ts'

/**
 * An app of one container: its Deployment, and the Service, claims, Secret need, Ingress and sign-in that it asks for.
 *
 * It runs once: a claim is mounted by one node at a time, so the old pod goes before the new one comes. Without claims
 * the new one is ready before the old one goes. What the props do not cover is added as objects of this app, or through
 * `container` and `pod`.
 *
 * What is wrong with the props is reported as findings of this app, all at once.
 */
export class ContainerApp extends App {
  /** Where people open it; undefined when it is not published. */
  readonly url: string | undefined
  /** Labels of its pod, for Services and NetworkPolicies of your own. */
  readonly podLabels: Readonly<Record<string, string>>
  readonly deployment: k8s.KubeDeployment

  constructor(tree: ClusterTree, name: string, props: ContainerAppProps, options: AppOptions = {}) {
    super(tree, name, props, options)
    const read = readContainerProps(this, props)
    this.podLabels = selectorLabels(this)
    const { volumes, mounts } = volumesOf(this, read.volumes ?? {})
    const env = environmentOf(this, read.environment ?? {})
    if (read.port !== undefined) this.#addService()
    this.url = this.#publish(read)
    this.deployment = this.#addDeployment(read, containerPod(read, { name, env, volumes, mounts }))
    for (const policy of [read.placement ?? []].flat()) place(this.deployment, policy)
  }

  #addService(): void {
    const labels = { ...this.podLabels }
    new k8s.KubeService(this, 'service', {
      metadata: { name: this.appName, labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
    })
  }

  #publish(props: ContainerAppProps): string | undefined {
    const { ingress, signIn, host, port } = props
    const fullHost = host?.includes('.') ? host : this.cluster.host(host ?? this.appName)
    const route = { name: this.appName, host: fullHost, service: this.appName }
    if (port === undefined) return undefined
    if (ingress) return ingress.expose(this, { ...route, port: 'http' })
    if (!signIn) return undefined
    const proxy = new SignInProxy(this, 'sign-in', { displayName: this.appName, ...signIn, ...route, port: 80 })
    this.#keepOut(proxy.podLabels, port, ownMetricsPort(props))
    return proxy.url
  }

  /** Keeps other pods away from the container, but for its metrics: past the proxy, nobody is asked to sign in. */
  #keepOut(visitors: Readonly<Record<string, string>>, port: number, metricsPort: number | undefined): void {
    const tcp = (number: number) => ({ port: k8s.IntOrString.fromNumber(number), protocol: 'TCP' })
    new k8s.KubeNetworkPolicy(this, 'only-through-sign-in', {
      metadata: { name: `${this.appName}-only-through-sign-in`, labels: { ...this.podLabels } },
      spec: {
        podSelector: { matchLabels: { ...this.podLabels } },
        policyTypes: ['Ingress'],
        ingress: [
          { from: [{ podSelector: { matchLabels: { ...visitors } } }], ports: [tcp(port)] },
          ...(metricsPort === undefined ? [] : [{ ports: [tcp(metricsPort)] }]),
        ],
      },
    })
  }

  #addDeployment(props: ContainerAppProps, spec: k8s.PodSpec): k8s.KubeDeployment {
    const labels = { ...this.podLabels }
    const annotations = becauseAnnotations(props.allow ?? {})
    const podAnnotations = metricsAnnotations(props)
    return new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: this.appName, labels, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: mayOverlap(props) ? newBeforeOld : { type: 'Recreate' },
        ...progressDeadline(props.health),
        template: {
          metadata: { labels, ...(Object.keys(podAnnotations).length > 0 ? { annotations: podAnnotations } : {}) },
          spec,
        },
      },
    })
  }
}

/** Argo CD calls a Deployment degraded that is not ready within ten minutes: too early for what starts slowly. */
function progressDeadline(health: ContainerAppProps['health']): { progressDeadlineSeconds?: number } {
  const { startupSeconds = 0 } = typeof health === 'object' ? health : {}
  return startupSeconds > 300 ? { progressDeadlineSeconds: startupSeconds + 300 } : {}
}

/** A claim, a port of the node and a device are held by one pod at a time. */
function mayOverlap({ volumes = {}, allow = {} }: ContainerAppProps): boolean {
  return !Object.values(volumes).some(isClaim) && !allow.hostNetwork && Object.keys(allow.devices ?? {}).length === 0
}
