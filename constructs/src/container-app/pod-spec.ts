import { quote } from '../cluster/problem.ts'
import { k8s } from '../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../workload/hardened.ts'
import { httpProbes, tcpProbes } from '../workload/http-probes.ts'
import { resources } from '../workload/resources.ts'
import { ownMetricsPort } from './metrics.ts'
import type { ContainerAllowances, ContainerAppProps, ContainerHealth, ContainerResources } from './props.ts'
import { isClaim } from './volumes.ts'

/** What the app has already made for its pod. */
export interface PodParts {
  readonly name: string
  readonly env: k8s.EnvVar[]
  readonly volumes: k8s.Volume[]
  readonly mounts: k8s.VolumeMount[]
}

/** The pod of a `ContainerApp`: hardened, but for what its props allow. */
export function containerPod(props: ContainerAppProps, parts: PodParts): k8s.PodSpec {
  const { allow = {}, container = (made) => made, pod = (made) => made } = props
  const devices = deviceVolumes(allow)
  const volumes = [...parts.volumes, ...devices.map(({ volume }) => volume)]
  const mounts = [...parts.mounts, ...devices.map(({ mount }) => mount)]
  const made: k8s.Container = {
    name: parts.name,
    image: props.image,
    ...(props.command ? { command: [...props.command] } : {}),
    ...(props.args ? { args: [...props.args] } : {}),
    ...(parts.env.length > 0 ? { env: parts.env } : {}),
    ...portsOf(props),
    ...(props.port === undefined ? {} : probes(props.health)),
    resources: containerResources(props.resources),
    securityContext: containerSecurity(allow),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
  }
  const spec = pod({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // The DNS servers of the node know no Service, so a pod on the node's network asks the cluster's.
    ...(allow.hostNetwork ? { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } : {}),
    securityContext: podSecurity(props),
    containers: [returned(container(made), 'container')],
    ...(volumes.length > 0 ? { volumes } : {}),
  })
  return returned(spec, 'pod')
}

function returned<Spec>(spec: Spec | undefined, prop: string): Spec {
  if (typeof spec === 'object' && spec !== null) return spec
  throw new Error(
    `the function in ${prop} returns ${quote(spec)}; it takes one that returns the whole ${prop}, changed: (${prop}) => ({ ...${prop}, … })`,
  )
}

function portsOf(props: ContainerAppProps): Pick<k8s.Container, 'ports'> {
  const metricsPort = ownMetricsPort(props)
  const ports = [
    ...(props.port === undefined ? [] : [{ name: 'http', containerPort: props.port }]),
    ...(metricsPort === undefined ? [] : [{ name: 'metrics', containerPort: metricsPort }]),
  ]
  return ports.length > 0 ? { ports } : {}
}

function probes(health: ContainerAppProps['health'] = {}): Partial<k8s.Container> {
  const { path, ready = path, startupSeconds }: ContainerHealth = typeof health === 'string' ? { path: health } : health
  return path && ready
    ? httpProbes({ port: 'http', live: path, ready, startupSeconds })
    : tcpProbes('http', startupSeconds)
}

function containerResources({ cpu, memory, memoryLimit = memory, extended = {} }: ContainerResources) {
  const { requests, limits } = resources({ cpu, memory }, memoryLimit)
  const pieces = Object.fromEntries(
    Object.entries(extended).map(([name, count]) => [name, k8s.Quantity.fromString(String(count))]),
  )
  return { requests: { ...requests, ...pieces }, limits: { ...limits, ...pieces } }
}

function podSecurity({ user, group = user, volumes = {}, allow = {} }: ContainerAppProps): k8s.PodSecurityContext {
  if (user === undefined || group === undefined || allow.root) {
    return { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: 'RuntimeDefault' } }
  }
  return unprivilegedPod(user, group, { ownsVolumes: Object.values(volumes).some(isClaim) })
}

function containerSecurity({
  capabilities = {},
  devices = {},
  writableImage,
}: ContainerAllowances): k8s.SecurityContext {
  const readOnlyRootFilesystem = !writableImage
  // A privileged container holds all capabilities, and the API server refuses one that may not escalate.
  if (Object.keys(devices).length > 0) return { privileged: true, readOnlyRootFilesystem }
  const add = Object.keys(capabilities)
  return {
    ...restrictedContainer,
    readOnlyRootFilesystem,
    capabilities: { ...restrictedContainer.capabilities, ...(add.length > 0 ? { add } : {}) },
  }
}

function deviceVolumes({ devices = {} }: ContainerAllowances) {
  return Object.keys(devices).map((path, index) => {
    const name = `device-${index}`
    return {
      volume: { name, hostPath: { path, type: 'CharDevice' } } satisfies k8s.Volume,
      mount: { name, mountPath: path } satisfies k8s.VolumeMount,
    }
  })
}
