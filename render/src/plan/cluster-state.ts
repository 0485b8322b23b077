import { hostPortConflict, hostPorts } from './host-ports.ts'
import { podAffinityExclusion, requiredPodTerms } from './pod-affinity.ts'
import { type Exclusion, placementExclusion, resourceExclusion } from './scheduling.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import type { PlacedPod, SimulatedPod } from './simulated-pod.ts'
import { spreadExclusion } from './topology-spread.ts'

/** Labels of a namespace, which the selectors of pod affinity look at. */
export type NamespaceLabels = (namespace: string) => Readonly<Record<string, string>>

interface Load {
  cpuMillis: number
  memoryBytes: number
  ephemeralStorageBytes: number
  pods: number
  readonly extended: Record<string, number>
}

/** Which pod is on which node, and what that leaves. */
export class ClusterState {
  readonly nodes: readonly SchedulingNode[]
  readonly namespaceLabels: NamespaceLabels
  readonly placed: PlacedPod[] = []
  /** Those of `placed` that keep others away; few, so that most pods need not be compared with all. */
  readonly withAntiAffinity: PlacedPod[] = []
  readonly withHostPorts: PlacedPod[] = []
  readonly #siblings = new Map<string, number>()
  readonly #loads = new Map<string, Load>()
  readonly #nodesByName: ReadonlyMap<string, SchedulingNode>

  constructor(nodes: readonly SchedulingNode[], namespaceLabels: NamespaceLabels) {
    this.nodes = nodes
    this.namespaceLabels = namespaceLabels
    this.#nodesByName = new Map(nodes.map((node) => [node.name, node]))
    for (const { name } of nodes) {
      this.#loads.set(name, { cpuMillis: 0, memoryBytes: 0, ephemeralStorageBytes: 0, pods: 0, extended: {} })
    }
  }

  node(name: string): SchedulingNode | undefined {
    return this.#nodesByName.get(name)
  }

  load(node: string): Readonly<Load> {
    const load = this.#loads.get(node)
    if (!load) throw new Error(`there is no node "${node}"`)
    return load
  }

  /** Pods of one workload on one node. */
  siblings(workload: number, node: string): number {
    return this.#siblings.get(`${workload} ${node}`) ?? 0
  }

  place(pod: SimulatedPod, node: string): void {
    const entry = { pod, node }
    this.placed.push(entry)
    if (requiredPodTerms(pod, 'podAntiAffinity').length > 0) this.withAntiAffinity.push(entry)
    if (hostPorts(pod).length > 0) this.withHostPorts.push(entry)
    this.#account(pod, node, 1)
  }

  /** Takes the pods placed last away again, until `count` are left. */
  rollBack(count: number): void {
    for (const entry of this.placed.splice(count).reverse()) {
      this.#account(entry.pod, entry.node, -1)
      for (const list of [this.withAntiAffinity, this.withHostPorts]) if (list.at(-1) === entry) list.pop()
    }
  }

  /** Why `pod` cannot join `node` now; undefined if it can. */
  exclusion(pod: SimulatedPod, node: SchedulingNode): Exclusion | undefined {
    const { allocatable } = node
    const load = this.load(node.name)
    return (
      placementExclusion(pod.spec, node, pod.workloadType) ??
      resourceExclusion(pod.request, node, {
        cpuMillis: allocatable.cpuMillis - load.cpuMillis,
        memoryBytes: allocatable.memoryBytes - load.memoryBytes,
        ephemeralStorageBytes: allocatable.ephemeralStorageBytes - load.ephemeralStorageBytes,
        pods: allocatable.pods - load.pods,
        extended: Object.fromEntries(
          Object.entries(allocatable.extended ?? {}).map(([name, amount]) => [
            name,
            amount - (load.extended[name] ?? 0),
          ]),
        ),
      }) ??
      hostPortConflict(pod, node, this.withHostPorts) ??
      spreadExclusion(pod, node, this) ??
      podAffinityExclusion(pod, node, this)
    )
  }

  #account({ request, workload }: SimulatedPod, node: string, sign: 1 | -1): void {
    this.#siblings.set(`${workload} ${node}`, this.siblings(workload, node) + sign)
    const load = this.load(node) as Load
    load.cpuMillis += sign * request.cpuMillis
    load.memoryBytes += sign * request.memoryBytes
    load.ephemeralStorageBytes += sign * request.ephemeralStorageBytes
    load.pods += sign
    for (const [name, amount] of Object.entries(request.extended)) {
      load.extended[name] = (load.extended[name] ?? 0) + sign * amount
    }
  }
}
