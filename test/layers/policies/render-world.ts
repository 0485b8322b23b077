import { AddressRegister, type Cluster, type ClusterNode, type Finding, place, policiesFor } from '@ainur/constructs'
import { type ImageLock, placementPass, type RenderedObject } from '@ainur/render'
import { Construct, RootConstruct } from 'constructs'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { type PolicyCase, type World, type WorldNode, worldLabel } from './case.ts'
import { imageFor, workload } from './workload.ts'

/** A world as the renderer left it. */
export interface RenderedWorld {
  readonly nodes: readonly ClusterNode[]
  /** One per case, named `<world>-<position>`, with the affinity that the placement pass wrote. */
  readonly objects: readonly KubeObject[]
  readonly findings: readonly Finding[]
}

/** Has the renderer place every workload of a world. */
export function renderWorld({ nodes, cases }: World, world: string): RenderedWorld {
  const clusterNodes = nodes.map((node, index) => clusterNode(node, world, index))
  const cluster = {
    name: world,
    nodes: clusterNodes,
    architectures: [...new Set(nodes.map(({ architecture }) => architecture))].sort(),
  } as unknown as Cluster
  const objects = cases.map(
    (one, index): RenderedObject => ({
      app: 'policies',
      object: workload(one, world, `${world}-${index}`),
      policies: policiesOf(one),
      origin: { constructPath: '', sourceFile: '' },
    }),
  )
  const rendering = {
    cluster,
    apps: [],
    exposures: [],
    addresses: new AddressRegister([], []),
    waves: new Map(),
    images: lock,
    objects,
  }
  const findings = placementPass.run(rendering)
  return { nodes: clusterNodes, objects: objects.map(({ object }) => object), findings }
}

/** Through the constructs, as an author sets them: on an enclosing construct and on the workload itself. */
function policiesOf({ outer, inner }: PolicyCase) {
  const enclosing = new Construct(new RootConstruct(), 'app')
  const construct = new Construct(enclosing, 'workload')
  for (const policy of outer) place(enclosing, policy)
  for (const policy of inner) place(construct, policy)
  return policiesFor(construct)
}

const platformSets = [['amd64', 'arm64'], ['amd64'], ['arm64']] as const

const lock: ImageLock = {
  images: Object.fromEntries(
    platformSets.map((platforms) => [
      imageFor(platforms),
      {
        tag: '1',
        platforms: platforms.map((one) => `linux/${one}`),
        source: 'declared',
        upstream: 'https://example.com',
      },
    ]),
  ),
}

function clusterNode(
  { architecture, labels, taints, capabilities }: WorldNode,
  world: string,
  index: number,
): ClusterNode {
  const allocatable = { cpuMillis: 64_000, memoryBytes: 2 ** 38, ephemeralStorageBytes: 2 ** 40, pods: 10_000 }
  return {
    name: `${world}-node-${index}`,
    hardware: {
      id: architecture,
      title: architecture,
      architecture,
      cores: 64,
      memoryBytes: 2 ** 38,
      allocatable,
      diskKinds: [],
      poe: 'none',
      netboot: false,
      raspberryPi: false,
    },
    role: 'agent',
    address: '192.0.2.1',
    failureDomains: {},
    boot: 'disk',
    disks: [],
    labels: { ...labels, [worldLabel]: world },
    adminLabels: {},
    interfaces: [],
    taints,
    allocatable,
    capabilities,
  }
}
