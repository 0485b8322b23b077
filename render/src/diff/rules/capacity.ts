import { AddressRegister } from '@ainur/constructs/address-register'
import { defineRule, describeObject, type ObjectRef, ownObject } from '@ainur/constructs/finding'
import type { RenderedObject } from '../../model/rendered-object.ts'
import type { Rendering } from '../../model/rendering.ts'
import { type CapacityPlan, lostTogether, type NodeLoad, type PendingPods, planCapacity } from '../../plan/index.ts'
import { knownTemplates, podTemplatesOf } from '../../pods/index.ts'
import { cores, counted, gibibytes } from '../../text/amounts.ts'
import { removalOf } from '../effects/removal.ts'
import type { DiffCheck, DiffContext, TreeObject } from '../model.ts'
import { type ClusterFacts, clusterOf } from '../reading/clusters.ts'

const rule = defineRule('capacity', ['error', 'warning', 'info'], {
  title: 'the nodes get fuller, or something no longer fits',
  why: 'Pods that find no node with room stay `Pending`. What still fits while all nodes live may not when one dies: then the finding names the node and what would not come back. Requests are compared with what each node of the definition can really give.',
  remedy: 'Lower the requests, or add a node.',
  accept: 'Accept it when you would rather lose the named pods in an outage than buy another node.',
})

/** What the change does to the load of the nodes. Needs the definition of the cluster. */
export const capacity: DiffCheck = {
  rule,
  *run(context) {
    const touched = context.changes
      .flatMap(({ before, after }) => [before, after])
      .filter((each) => each !== undefined && podTemplatesOf(each.value).length > 0)
    const affected = new Set(touched.flatMap((object) => (object ? (clusterOf(object, context) ?? []) : [])))
    for (const facts of affected) {
      const [base, head] = [
        planOf(facts, baseObjects(context), context),
        planOf(facts, (kind) => context.trees.head.ofKind(...kind), context),
      ]
      yield* pending(base.pending, head.pending)
      const before = new Map(losses(base))
      for (const [what, lost] of losses(head)) {
        const always = new Set([...head.pending].map(({ ref }) => describeObject(ref)))
        for (const each of newly(before.get(what) ?? [], lost)) {
          if (!always.has(describeObject(each.ref))) {
            const message = `If ${what} dies, ${pods(each)} of ${describeObject(each.ref)} find no other node: ${reason(each)}.`
            const remedy = 'Lower requests that are larger than what is used, or accept that it is down until then.'
            yield rule.finding(each.ref, '', message, remedy, 'warning')
          }
        }
      }
      yield* loads(ownObject('Cluster', facts.cluster.name), base, head, leftRunning(facts, context))
    }
  },
}

/** What each loss that the plan looks at, of a node or of several that share their fate, leaves without a place. */
function losses(plan: CapacityPlan): (readonly [what: string, pending: readonly PendingPods[]])[] {
  return [
    ...plan.ifNodeDies.map(({ node, pending }) => [`node ${node}`, pending] as const),
    ...plan.ifDomainDies.map((domain) => [`${domain.kind} ${domain.name}`, lostTogether(plan, domain)] as const),
  ]
}

function* pending(base: readonly PendingPods[], head: readonly PendingPods[]) {
  for (const each of newly(base, head)) {
    const message = `${pods(each)} of ${describeObject(each.ref)} find no node: ${reason(each)}.`
    const remedy = 'Lower its requests or those of its neighbours, loosen its placement, or add a node.'
    yield rule.finding(each.ref, '', message, remedy)
  }
}

/** Workloads that leave the tree and stay in the cluster: their pods still take the room that the plan sees free. */
function leftRunning(facts: ClusterFacts, context: DiffContext): string[] {
  return context.changes.flatMap(({ change, before }) =>
    change === 'removed' &&
    before &&
    podTemplatesOf(before.value).length > 0 &&
    clusterOf(before, context) === facts &&
    removalOf(before, context.owners, context.trees.head).outcome === 'kept'
      ? [describeObject(before.ref)]
      : [],
  )
}

function* loads(ref: ObjectRef, base: CapacityPlan, head: CapacityPlan, left: readonly string[]) {
  const lines = head.nodes.flatMap((after) => {
    const before = base.nodes.find(({ name }) => name === after.name)
    if (
      !before ||
      (before.cpuMillis === after.cpuMillis && before.memoryBytes === after.memoryBytes && before.pods === after.pods)
    )
      return []
    return [
      `${after.name}: memory ${gibibytes(before.memoryBytes)} → ${gibibytes(after.memoryBytes)} of ${gibibytes(after.allocatable.memoryBytes)} GiB, CPU ${cores(before.cpuMillis)} → ${cores(after.cpuMillis)} of ${cores(after.allocatable.cpuMillis)} cores, pods ${before.pods} → ${after.pods}`,
    ]
  })
  if (lines.length === 0) return
  const full = head.nodes.filter(
    (node) => share(node) > 0.9 && share(node) > share(base.nodes.find(({ name }) => name === node.name) ?? node),
  )
  const note =
    full.length > 0
      ? ` ${full.map(({ name }) => name).join(', ')} ${full.length === 1 ? 'is' : 'are'} more than 90 % full.`
      : ''
  const message = `Planned load, before → after: ${lines.join('; ')}.${note}${left.length > 0 ? ` Not counted, but still there: ${left.join(', ')}.` : ''}`
  const remedy = 'Requests count here, not what pods really use.'
  yield rule.finding(ref, 'nodes', message, remedy, full.length > 0 ? 'warning' : 'info')
}

/**
 * Objects of a kind before the change. Releases are counted as the definition has them now, for both sides: what changed
 * hands is on the side of the tree where it is after the change.
 */
function baseObjects({ trees, switches }: DiffContext): ObjectsOfKind {
  const handedOver = switches.filter(({ differs }) => differs.length === 0).flatMap(({ changes }) => changes)
  const added = handedOver.flatMap(({ change, after }) => (change === 'added' && after ? [after] : []))
  const removed = new Set(handedOver.flatMap(({ before }) => (before ? [before.id] : [])))
  return ([group, kind]) => [
    ...trees.base.ofKind(group, kind).filter(({ id }) => !removed.has(id)),
    ...added.filter((each) => each.group === group && each.ref.kind === kind),
  ]
}

type ObjectsOfKind = (kind: readonly [group: string, kind: string]) => readonly TreeObject[]

function planOf(facts: ClusterFacts, objectsOf: ObjectsOfKind, context: DiffContext): CapacityPlan {
  const kinds = [...knownTemplates.map(({ group, kind }) => [group, kind] as const), ['', 'Namespace'] as const]
  const objects = kinds
    .flatMap((kind) => objectsOf(kind))
    .filter((object) => clusterOf(object, context) === facts)
    .map(
      (object): RenderedObject => ({
        app: '',
        object: object.value,
        policies: [],
        origin: { constructPath: '', sourceFile: '' },
      }),
    )
  const rendering: Rendering = {
    cluster: facts.cluster,
    apps: facts.apps,
    exposures: [],
    addresses: new AddressRegister([], []),
    waves: new Map(),
    images: { images: {} },
    objects,
  }
  return planCapacity(rendering)
}

function newly(before: readonly PendingPods[], after: readonly PendingPods[]): PendingPods[] {
  const known = new Map(before.map((each) => [describeObject(each.ref), each.pods]))
  return after.filter((each) => each.pods > (known.get(describeObject(each.ref)) ?? 0))
}

function pods({ pods: number }: PendingPods): string {
  return counted(number, 'pod')
}

function reason({ reasons }: PendingPods): string {
  return (
    reasons
      .slice(0, 4)
      .map(({ node, detail }) => `${node} (${detail})`)
      .join('; ') || 'no node is allowed'
  )
}

function share({ memoryBytes, cpuMillis, allocatable }: NodeLoad): number {
  return Math.max(memoryBytes / allocatable.memoryBytes, cpuMillis / allocatable.cpuMillis)
}
