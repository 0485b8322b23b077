import { describeObject, type Finding } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { asMap, asMaps, numberedMaps } from '../model/shape.ts'
import { matchesLabelSelector } from '../plan/label-selector.ts'
import { containersOf } from '../pods/containers-of.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'
import { LabelIndex } from './label-index.ts'

const servicePortUnresolved = defineRule('service-port-unresolved', 'error', {
  title: 'the pods that a Service selects have no port with the name and protocol of its `targetPort`',
  why: 'The Service has no endpoints for that port.',
  remedy: 'name a port of the container, or give its number',
})

const selectorMismatch = defineRule('selector-mismatch', 'error', {
  title: 'a workload does not select its own pods',
  why: 'The API server refuses it.',
  remedy: 'Use the labels of its template.',
})

const selectorOverlap = defineRule('selector-overlap', 'error', {
  title: 'a workload selects the pods of another workload',
  why: "Both controllers count and delete each other's pods.",
  remedy: 'Give each workload an `app.kubernetes.io/name` or `app.kubernetes.io/component` of its own.',
})

const selectorMatchesNothing = defineRule('selector-matches-nothing', ['error', 'warning'], {
  title:
    'a Service selects no pod of its namespace (error), or a PodDisruptionBudget or NetworkPolicy does not (warning)',
  why: 'The Service answers nobody; the budget or policy protects nothing.',
  remedy: 'use the labels of the pods that it means',
})

const controllerKinds = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])

/** Selectors select what they mean: a workload its own pods and no other's; Services, budgets and policies some pod. */
export const selectorsCheck: Check = {
  rules: [servicePortUnresolved, selectorMismatch, selectorOverlap, selectorMatchesNothing],
  run(rendering) {
    const index = indexOf(rendering)
    return rendering.objects.flatMap(({ object }) => {
      const group = groupOf(object.apiVersion)
      if (object.apiVersion === 'v1' && object.kind === 'Service') return judgeService(object, index)
      if (group === 'policy' && object.kind === 'PodDisruptionBudget') return judgeSelection(object, 'selector', index)
      if (group === 'networking.k8s.io' && object.kind === 'NetworkPolicy') {
        return judgeSelection(object, 'podSelector', index)
      }
      return isController(object) ? judgeController(object, index) : []
    })
  },
}

interface Index {
  readonly workloads: LabelIndex<Workload>
  /** Objects by the labels of the pods that they make. */
  readonly controllers: LabelIndex<KubeObject>
  /** Namespaces with pods whose labels nobody declared: those of the distribution and of releases. */
  readonly unknown: ReadonlySet<string>
}

function indexOf(rendering: Rendering): Index {
  const workloads = new LabelIndex<Workload>()
  const controllers = new LabelIndex<KubeObject>()
  const unknown = new Set(['kube-system'])
  for (const workload of workloadsOf(rendering)) {
    const namespace = workload.ref.namespace ?? ''
    if (workload.from === 'release') unknown.add(namespace)
    else workloads.add(workload, namespace, workload.template.labels)
  }
  for (const { object } of rendering.objects) {
    if (isController(object)) controllers.add(object, namespaceOf(object), labelsOf(asMap(object.spec).template))
  }
  return { workloads, controllers, unknown }
}

function isController({ apiVersion, kind }: KubeObject): boolean {
  return groupOf(apiVersion) === 'apps' && controllerKinds.has(kind)
}

function namespaceOf({ metadata }: KubeObject): string {
  return metadata.namespace ?? ''
}

function judgeService(object: KubeObject, { workloads, unknown }: Index): Finding[] {
  const spec = asMap(object.spec)
  const matchLabels = asMap(spec.selector)
  if (Object.keys(matchLabels).length === 0 || spec.type === 'ExternalName') return []
  const selected = workloads.select(namespaceOf(object), { matchLabels })
  const known = !unknown.has(namespaceOf(object))
  if (selected.length === 0) return known ? [selectsNothing(object, 'spec.selector', matchLabels, 'error')] : []
  return numberedMaps(spec.ports).flatMap(([index, item]) => {
    const target = item.targetPort
    if (typeof target !== 'string') return []
    const protocol = item.protocol ?? 'TCP'
    const ports = selected.flatMap(({ template }) => namedPorts(template))
    if (ports.some((port) => port.name === target && port.protocol === protocol)) return []
    const names = ports.map((port) => (port.name === target ? `${target} for ${port.protocol}` : port.name))
    const offer = names.length > 0 ? `they name ${[...new Set(names)].join(', ')}` : 'they name none'
    const message = `"${target}" is not a ${protocol} port of the pods that it selects; ${offer}`
    return servicePortUnresolved.finding(objectRef(object), `spec.ports[${index}].targetPort`, message)
  })
}

function namedPorts(template: Workload['template']): { name: string; protocol: string }[] {
  return containersOf(template).flatMap(({ container }) =>
    asMaps(container.ports).flatMap((item) =>
      typeof item.name === 'string' ? [{ name: item.name, protocol: String(item.protocol ?? 'TCP') }] : [],
    ),
  )
}

/** A budget or policy for pods that are not there protects nothing. An empty selector means the whole namespace. */
function judgeSelection(object: KubeObject, field: string, { workloads, unknown }: Index): Finding[] {
  const selector = asMap(object.spec)[field]
  const { matchLabels, matchExpressions } = asMap(selector)
  const isEmpty = Object.keys(asMap(matchLabels)).length + numberedMaps(matchExpressions).length === 0
  if (isEmpty || unknown.has(namespaceOf(object))) return []
  const selected = workloads.select(namespaceOf(object), selector)
  return selected.length > 0 ? [] : [selectsNothing(object, `spec.${field}`, selector, 'warning')]
}

function judgeController(object: KubeObject, { controllers }: Index): Finding[] {
  const { selector, template } = asMap(object.spec)
  const labels = labelsOf(template)
  const findings: Finding[] = []
  if (!matchesLabelSelector(selector, labels)) {
    const message = `${JSON.stringify(selector ?? null)} does not select its own pods, labelled ${JSON.stringify(labels)}`
    const remedy = 'use the labels of spec.template.metadata in the selector; it cannot be changed later'
    findings.push(selectorMismatch.finding(objectRef(object), 'spec.selector', message, remedy))
  }
  for (const other of controllers.select(namespaceOf(object), selector)) {
    if (other === object) continue
    const name = describeObject(objectRef(other))
    const message = `${JSON.stringify(selector)} selects the pods of ${name} too`
    const remedy = 'give each workload an app.kubernetes.io/name or app.kubernetes.io/component of its own'
    findings.push(selectorOverlap.finding(objectRef(object), 'spec.selector', message, remedy))
  }
  return findings
}

function labelsOf(template: unknown): Record<string, string> {
  return asMap(asMap(asMap(template).metadata).labels) as Record<string, string>
}

function selectsNothing(object: KubeObject, path: string, selector: unknown, severity: 'error' | 'warning'): Finding {
  const message = `${JSON.stringify(selector)} selects no pod of namespace ${object.metadata.namespace}`
  return selectorMatchesNothing.finding(objectRef(object), path, message, undefined, severity)
}
