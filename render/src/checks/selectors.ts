import { describeObject, type Finding, type ObjectRef } from '@ainur/constructs'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { matchesLabelSelector } from '../plan/label-selector.ts'
import { containersOf } from '../pods/containers-of.ts'
import { groupOf } from '../pods/group-of.ts'
import { objectRef } from '../pods/object-ref.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'
import { findingAbout } from './finding-about.ts'
import { listOf, recordOf } from './references/list-of.ts'

const controllers = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])

/** Selectors select what they mean: a workload its own pods and no other's, a Service and a budget at least one pod. */
export const selectorsCheck: Check = {
  id: 'selectors',
  run(rendering) {
    const workloads = workloadsOf(rendering)
    // Pods that the distribution or a release makes carry labels that nobody declared.
    const unknown = new Set(['kube-system', ...workloads.filter(({ from }) => from === 'release').map(namespaceOf)])
    return rendering.objects.flatMap(({ object }) => {
      const here = workloads.filter((workload) => namespaceOf(workload) === object.metadata.namespace)
      const pods = { here, known: !unknown.has(object.metadata.namespace ?? '') }
      if (object.apiVersion === 'v1' && object.kind === 'Service') return judgeService(object, pods)
      if (groupOf(object.apiVersion) === 'policy' && object.kind === 'PodDisruptionBudget')
        return judgeBudget(object, pods)
      if (groupOf(object.apiVersion) === 'apps' && controllers.has(object.kind))
        return judgeController(object, rendering)
      return []
    })
  },
}

interface Pods {
  readonly here: readonly Workload[]
  /** Whether these are all pods of the namespace. */
  readonly known: boolean
}

function namespaceOf({ ref }: { readonly ref: ObjectRef }): string {
  return ref.namespace ?? ''
}

function judgeService(object: KubeObject, { here, known }: Pods): Finding[] {
  const spec = recordOf(object.spec)
  const matchLabels = recordOf(spec.selector)
  if (Object.keys(matchLabels).length === 0 || spec.type === 'ExternalName') return []
  const selected = here.filter(({ template }) => matchesLabelSelector({ matchLabels }, template.labels))
  if (selected.length === 0) return known ? [selectsNothing(object, 'spec.selector', matchLabels, 'error')] : []
  return listOf(spec.ports).flatMap(({ item, index }) => {
    const target = item.targetPort
    if (typeof target !== 'string') return []
    const names = selected.flatMap(({ template }) => portNames(template))
    if (names.includes(target)) return []
    const offer = names.length > 0 ? `they name ${[...new Set(names)].join(', ')}` : 'they name none'
    return [
      findingAbout(
        object,
        'service-port-unresolved',
        'error',
        `spec.ports[${index}].targetPort`,
        `"${target}" is no port of the pods that it selects; ${offer}`,
        'name a port of the container, or give its number',
      ),
    ]
  })
}

function portNames(template: Workload['template']): string[] {
  return containersOf(template).flatMap(({ container }) =>
    listOf(container.ports).flatMap(({ item }) => (typeof item.name === 'string' ? [item.name] : [])),
  )
}

function judgeBudget(object: KubeObject, { here, known }: Pods): Finding[] {
  const selector = recordOf(object.spec).selector
  const matches = here.some(({ template }) => matchesLabelSelector(selector, template.labels))
  return matches || !known ? [] : [selectsNothing(object, 'spec.selector', selector, 'warning')]
}

function judgeController(object: KubeObject, { objects }: Rendering): Finding[] {
  const { selector, template } = recordOf(object.spec)
  const labels = labelsOf(template)
  const findings: Finding[] = []
  if (!matchesLabelSelector(selector, labels)) {
    const message = `${JSON.stringify(selector ?? null)} does not select its own pods, labelled ${JSON.stringify(labels)}`
    const remedy = 'use the labels of spec.template.metadata in the selector; it cannot be changed later'
    findings.push(findingAbout(object, 'selector-mismatch', 'error', 'spec.selector', message, remedy))
  }
  for (const { object: other } of objects) {
    if (other === object || other.metadata.namespace !== object.metadata.namespace) continue
    if (groupOf(other.apiVersion) !== 'apps' || !controllers.has(other.kind)) continue
    if (!matchesLabelSelector(selector, labelsOf(recordOf(other.spec).template))) continue
    const name = describeObject(objectRef(other))
    const message = `${JSON.stringify(selector)} selects the pods of ${name} too`
    const remedy = 'give each workload an app.kubernetes.io/name or app.kubernetes.io/component of its own'
    findings.push(findingAbout(object, 'selector-overlap', 'error', 'spec.selector', message, remedy))
  }
  return findings
}

function labelsOf(template: unknown): Record<string, string> {
  return recordOf(recordOf(recordOf(template).metadata).labels) as Record<string, string>
}

function selectsNothing(object: KubeObject, path: string, selector: unknown, severity: 'error' | 'warning'): Finding {
  return findingAbout(
    object,
    'selector-matches-nothing',
    severity,
    path,
    `${JSON.stringify(selector)} selects no pod of namespace ${object.metadata.namespace}`,
    'use the labels of the pods that it means',
  )
}
