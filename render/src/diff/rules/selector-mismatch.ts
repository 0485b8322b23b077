import { isDeepStrictEqual } from 'node:util'
import { defineRule } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import { asMap, asMaps, specOf } from '../../model/shape.ts'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { containersOf } from '../../pods/containers-of.ts'
import { knownTemplates, podTemplatesOf } from '../../pods/index.ts'
import type { PodTemplate } from '../../pods/pod-template.ts'
import type { DiffCheck, DiffContext, DiffFinding, Tree, TreeObject } from '../model.ts'
import { hasUnseenPods } from '../reading/made-elsewhere.ts'
import { podChanges } from '../reading/pods.ts'

const rule = defineRule('selector-mismatch', ['error', 'warning'], {
  title: 'a Service, policy or budget selects no pod',
  why: 'A Service without pods refuses every connection. A NetworkPolicy without pods protects nothing, a PodDisruptionBudget without pods holds nothing back, and none of them says so.',
  remedy: 'Use the labels of the pods that it means.',
  accept: 'Accept it when an operator makes the pods, so that they are in no file of the tree.',
})

/** A Service, policy or budget that selects no pod any more. */
export const selectorMismatch: DiffCheck = {
  rule,
  *run(context) {
    const { trees } = context
    yield* ownLabels(context)
    for (const selector of suspects(context)) {
      const selects = selectorOf(selector)
      if (!selects) continue
      const before = trees.base.same(selector)
      const [old, now] = [before ? podsOf(before, trees.base) : [], podsOf(selector, trees.head)]
      const pattern = describe(selects)
      if (now.length === 0) {
        const changed = !before || !isDeepStrictEqual(selectorOf(before), selects)
        if (old.length === 0 && !changed) continue
        const lost = old.length > 0
        if (!lost && hasUnseenPods(selector, context)) continue
        yield rule.finding(
          selector.ref,
          selector.ref.kind === 'NetworkPolicy' ? 'spec.podSelector' : 'spec.selector',
          `It ${lost ? 'no longer selects any pod' : 'selects no pod of the tree'}: none in ${selector.ref.namespace ?? 'its namespace'} has ${pattern}.`,
          'Make the labels of the pods and the selector agree.',
          lost ? 'error' : 'warning',
        )
        continue
      }
      if (selector.ref.kind !== 'Service') continue
      for (const [index, { targetPort }] of asMaps(specOf(selector.value).ports).entries()) {
        if (typeof targetPort !== 'string' || /^\d+$/.test(targetPort) || now.some((pod) => hasPort(pod, targetPort)))
          continue
        if (
          old.length > 0 &&
          !old.some((pod) => hasPort(pod, targetPort)) &&
          before &&
          isDeepStrictEqual(specOf(before.value).ports, specOf(selector.value).ports)
        )
          continue
        const message = `No container of the pods it selects has a port called ${targetPort}: the Service refuses connections there.`
        const remedy = 'Name the port in the container, or give its number.'
        yield rule.finding(selector.ref, `spec.ports[${index}].targetPort`, message, remedy)
      }
    }
  },
}

/** Workloads whose selector does not match the pods that they make. */
function* ownLabels({ changes }: DiffContext): Generator<DiffFinding> {
  const differs = (object: TreeObject | undefined) => {
    const selector = asMap(object?.value.spec).selector
    const [pod] = object ? podTemplatesOf(object.value) : []
    return pod !== undefined && isRecord(selector) && !matchesLabelSelector(selector, pod.labels) ? selector : undefined
  }
  for (const { before, after } of changes) {
    if (after?.group !== 'apps' || !/^(Deployment|StatefulSet|DaemonSet|ReplicaSet)$/.test(after.ref.kind)) continue
    const selector = differs(after)
    if (!selector || differs(before)) continue
    const message = `The pods no longer have ${describe(selector)}, which the selector of the ${after.ref.kind} asks for: the API server refuses it, and the sync will fail.`
    const remedy = 'Keep the labels that the selector names; it cannot be changed.'
    yield rule.finding(after.ref, 'spec.template.metadata.labels', message, remedy)
  }
}

const selectorKinds = [
  ['', 'Service'],
  ['policy', 'PodDisruptionBudget'],
  ['networking.k8s.io', 'NetworkPolicy'],
] as const

/** Selectors that changed, and all those of namespaces in which pods went or got other labels or ports. */
function suspects({ changes, trees }: DiffContext): TreeObject[] {
  const isSelector = ({ group, ref }: TreeObject) => selectorKinds.some(([g, k]) => g === group && k === ref.kind)
  const own = changes.flatMap(({ after }) => (after && isSelector(after) ? [after] : []))
  const gone = changes.flatMap(({ change, before }) =>
    before && change !== 'changed' && change !== 'added' && podTemplatesOf(before.value).length > 0
      ? [before.ref.namespace ?? '']
      : [],
  )
  const altered = podChanges(changes).flatMap(({ before, after, object }) =>
    before &&
    (!isDeepStrictEqual(before.labels, after.labels) || !isDeepStrictEqual(portNames(before), portNames(after)))
      ? [object.ref.namespace ?? '']
      : [],
  )
  const near = [...new Set([...gone, ...altered])].flatMap((namespace) =>
    selectorKinds.flatMap(([group, kind]) => trees.head.ofKind(group, kind, namespace)),
  )
  return [...new Map([...own, ...near].map((object) => [object.id, object])).values()]
}

/** The selector as a `LabelSelector`; undefined where it selects everything or is not there. */
function selectorOf({ ref, value }: TreeObject): Record<string, unknown> | undefined {
  const spec = specOf(value)
  const selector =
    ref.kind === 'Service'
      ? spec.selector
        ? { matchLabels: asMap(spec.selector) }
        : {}
      : asMap(ref.kind === 'NetworkPolicy' ? spec.podSelector : spec.selector)
  const size =
    Object.keys(asMap(selector.matchLabels)).length +
    (Array.isArray(selector.matchExpressions) ? selector.matchExpressions.length : 0)
  return size > 0 && asMap(spec).type !== 'ExternalName' ? selector : undefined
}

function podsOf(selector: TreeObject, tree: Tree): PodTemplate[] {
  const pattern = selectorOf(selector)
  if (!pattern) return []
  return knownTemplates
    .flatMap(({ group, kind }) => tree.ofKind(group, kind, selector.ref.namespace ?? ''))
    .flatMap(({ value }) => podTemplatesOf(value))
    .filter(({ labels }) => matchesLabelSelector(pattern, labels))
}

function portNames(template: PodTemplate): unknown[] {
  return containersOf(template)
    .flatMap(({ container }) => asMaps(container.ports).map(({ name }) => name))
    .sort()
}

function hasPort(template: PodTemplate, name: string): boolean {
  return portNames(template).includes(name)
}

function describe(selector: Record<string, unknown>): string {
  const labels = Object.entries(asMap(selector.matchLabels)).map(([key, value]) => `${key}=${String(value)}`)
  const more =
    Array.isArray(selector.matchExpressions) && selector.matchExpressions.length > 0
      ? ['what its expressions ask for']
      : []
  return [...labels, ...more].join(', ')
}
