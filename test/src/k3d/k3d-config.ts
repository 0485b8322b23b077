import { kubeletMaySet } from '@ainur/constructs'
import type { KubeObject } from '../api/kube-object.ts'

export interface K3dConfigOptions {
  /** Name of the k3d cluster. */
  readonly name: string
  /** Node objects of the definition. */
  readonly nodes: readonly KubeObject[]
  /** On 127.0.0.1. */
  readonly apiPort: number
  /** Put on every container, so that leftovers can be told from others. */
  readonly containerLabel: string
  /** How long pods stay bound to a node that went dark. @default Kubernetes' own 300 */
  readonly evictAfterSeconds?: number
}

/** A machine of the definition and the k3d node that represents it. */
export interface K3dNode {
  readonly node: KubeObject
  /** Name of the Node object and of the container. */
  readonly name: string
  /** How k3d's configuration points at it. */
  readonly filter: string
}

const controlPlaneLabel = 'node-role.kubernetes.io/control-plane'

/** Labels that describe the container, whatever the definition says. */
const ofTheMachine = new Set(['kubernetes.io/arch', 'kubernetes.io/os', 'kubernetes.io/hostname'])

/** Machines of the control plane become servers, all others agents, in the order of the definition. */
export function k3dNodes(cluster: string, nodes: readonly KubeObject[]): K3dNode[] {
  const isServer = ({ metadata }: KubeObject) => metadata.labels?.[controlPlaneLabel] === 'true'
  const servers = nodes.filter(isServer)
  if (servers.length === 0) {
    const names = nodes.map(({ metadata }) => metadata.name).join(', ') || 'none'
    throw new Error(
      `none of the nodes (${names}) has the label ${controlPlaneLabel}=true; k3d needs at least one server`,
    )
  }
  const numbered = (role: string, of: readonly KubeObject[]) =>
    of.map((node, index) => ({ node, name: `k3d-${cluster}-${role}-${index}`, filter: `${role}:${index}` }))
  return [
    ...numbered('server', servers),
    ...numbered(
      'agent',
      nodes.filter((node) => !isServer(node)),
    ),
  ]
}

/** Throws when `machine` is the one with the API server that everything talks to. */
export function assertKillable(nodes: readonly K3dNode[], machine: string | undefined): void {
  const first = nodes.find(({ filter }) => filter === 'server:0')
  if (!first || first.node.metadata.name !== machine) return
  const others = nodes.filter((one) => one !== first).map(({ node }) => node.metadata.name)
  throw new Error(
    `${machine} cannot be killed in k3d: the API server that everything here talks to runs on it; there are also ${others.join(', ') || 'no others'}`,
  )
}

/**
 * A k3d configuration file for the nodes of a definition.
 *
 * @see https://github.com/k3d-io/k3d/blob/main/pkg/config/v1alpha5/schema.json
 */
export function k3dConfig({ name, nodes, apiPort, containerLabel, evictAfterSeconds }: K3dConfigOptions): object {
  const mapped = k3dNodes(name, nodes)
  const count = (role: string) => mapped.filter(({ filter }) => filter.startsWith(role)).length
  return {
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name },
    servers: count('server'),
    agents: count('agent'),
    image: k3sImage(mapped[0]?.node),
    kubeAPI: { hostIP: '127.0.0.1', hostPort: String(apiPort) },
    options: {
      // With `wait`, k3d removes again what it could not start in time.
      k3d: { wait: true, timeout: '180s', disableLoadbalancer: true },
      k3s: {
        // kube-vip takes its place in the tree.
        extraArgs: ['--disable=servicelb', ...tolerations(evictAfterSeconds)].map((arg) => ({
          arg,
          nodeFilters: ['server:*'],
        })),
        nodeLabels: mapped.flatMap(({ node, filter }) =>
          ownLabels(node, kubeletMaySet).map(([key, value]) => ({ label: `${key}=${value}`, nodeFilters: [filter] })),
        ),
      },
      // The user's own kubeconfig stays as it is.
      kubeconfig: { updateDefaultKubeconfig: false, switchCurrentContext: false },
      runtime: {
        labels: [{ label: containerLabel, nodeFilters: ['all'] }],
        // Docker's default is soon used up: https://github.com/k3d-io/k3d/issues/1169
        ulimits: [{ name: 'nofile', soft: 65_536, hard: 65_536 }],
      },
    },
  }
}

/** What is set through the API once the nodes are there: labels that a kubelet may not give itself, and taints. */
export function nodePatch(node: KubeObject): object {
  const labels = Object.fromEntries(ownLabels(node, (key) => !kubeletMaySet(key)))
  return { metadata: { labels }, spec: { taints: node.spec?.taints ?? [] } }
}

function tolerations(seconds: number | undefined): string[] {
  if (seconds === undefined) return []
  return ['not-ready', 'unreachable'].map(
    (what) => `--kube-apiserver-arg=default-${what}-toleration-seconds=${seconds}`,
  )
}

function ownLabels({ metadata }: KubeObject, wanted: (key: string) => boolean): [string, string][] {
  return Object.entries(metadata.labels ?? {}).filter(([key]) => !ofTheMachine.has(key) && wanted(key))
}

/** `v1.36.3+k3s1` -> `rancher/k3s:v1.36.3-k3s1`; another distribution's version gets k3s' first build of it. */
function k3sImage(node: KubeObject | undefined): string {
  const version: string = node?.status?.nodeInfo?.kubeletVersion ?? ''
  const release = /^v\d+\.\d+\.\d+/.exec(version)?.[0]
  if (!release)
    throw new Error(`"${version}" is not a Kubernetes version; the nodes say it in status.nodeInfo.kubeletVersion`)
  const build = /\+(k3s\d+)$/.exec(version)?.[1] ?? 'k3s1'
  return `rancher/k3s:${release}-${build}`
}
