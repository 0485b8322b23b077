import { isDeepStrictEqual } from 'node:util'
import { type AskedOfNodes, askedOfNodes, type Cluster, type Finding, policiesOn } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import type { Pass, Rendering } from '../model/rendering.ts'
import type { Requirement } from '../plan/match-expression.ts'
import { nodesOf } from '../plan/nodes-of.ts'
import type { SchedulingNode } from '../plan/scheduling-node.ts'
import { podTemplatesOf } from '../pods/pod-templates-of.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'
import { judgePlacement, placementRules } from './placement/judge-placement.ts'
import { mergeAffinity } from './placement/merge-affinity.ts'
import { archLabel, wantedPlacement } from './placement/wanted-placement.ts'
import { writeIntoValues } from './placement/write-into-values.ts'

const placementPreferenceVoid = defineRule('placement-preference-void', 'warning', {
  title:
    'a policy prefers an architecture that an image lacks or a capability that no node has, or cannot be written into a release',
  why: 'The preference does nothing.',
  remedy: 'Drop the policy, or set the preference in the values of the release.',
})

const placementWithoutPods = defineRule('placement-without-pods', 'warning', {
  title: 'an app has a policy, but makes no pods itself',
  why: 'The policy does nothing.',
  remedy: 'Place the app that makes the pods; what the distribution starts is placed by its own settings.',
})

/**
 * Writes into every pod template where its pods may run: the architectures of its images, then its author's policies.
 *
 * Fails where a pod could land on an architecture that one of its containers cannot run on, and where it could land
 * nowhere. Running it twice changes nothing more.
 */
export const placementPass: Pass = {
  id: 'placement',
  rules: [...placementRules, placementPreferenceVoid, placementWithoutPods],
  run(rendering) {
    const nodes = nodesOf(rendering.cluster)
    const workloads = workloadsOf(rendering)
    return [
      ...workloads.flatMap((workload) => placeWorkload(rendering, workload, nodes)),
      ...withoutPods(rendering, workloads),
    ]
  },
}

/** Policies of apps that have no pods and hand them to nothing else. */
function withoutPods({ apps }: Rendering, workloads: readonly Workload[]): Finding[] {
  const busy = new Set(workloads.map(({ app }) => app))
  return apps.flatMap((app) => {
    const asked = policiesOn(app).flatMap(askedOfNodes)
    if (asked.length === 0 || busy.has(app.appName) || app.carriesOutPlacement || app.inflations.length > 0) return []
    const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', name: app.appName }
    const message = `its policy ${asked.map(({ policy }) => policy).join(', ')} reaches no pod: the app makes none itself`
    return placementWithoutPods.finding(object, '', message)
  })
}

function placeWorkload(rendering: Rendering, workload: Workload, nodes: readonly SchedulingNode[]): Finding[] {
  const wanted = wantedPlacement(workload, rendering.cluster, rendering.images, nodes)
  const { template } = workload
  const requirements = wanted.requirements.map(({ requirement }) => requirement)
  let placed = template
  // An affinity beside nodeName would only have the kubelet refuse the pod, later and less clearly.
  if (template.edit === 'pod-spec' && workload.from === 'tree' && !template.spec.nodeName) {
    const affinity = mergeAffinity(template.spec, requirements, wanted.preferred)
    if (affinity) Object.assign(template.spec, { affinity })
  } else if (workload.placedBy && 'values' in workload.placedBy) {
    const affinity = mergeAffinity(template.spec, requirements, wanted.preferred)
    const app = rendering.apps.find(({ appName }) => appName === workload.app)
    if (affinity && app) {
      writeIntoValues(app, workload, workload.placedBy.values, affinity)
      placed = { ...template, spec: { ...template.spec, affinity } }
    }
  } else if (template.edit === 'plan' && workload.object) {
    addToPlan(workload.object.spec, requirements)
    placed = podTemplatesOf(workload.object)[0] ?? template
  }
  return [
    ...voidPreferences(workload, wanted.void),
    ...lostPreferences(workload, wanted.preferred, rendering.cluster),
    ...judgePlacement(workload, placed, wanted, nodes),
  ]
}

/** A Plan selects nodes by a label selector: one list of requirements that must all hold. */
function addToPlan(spec: { nodeSelector?: { matchExpressions?: Requirement[] } }, added: readonly Requirement[]): void {
  const own = spec.nodeSelector?.matchExpressions ?? []
  const missing = added.filter((requirement) => !own.some((known) => isDeepStrictEqual(known, requirement)))
  if (missing.length > 0) spec.nodeSelector = { ...spec.nodeSelector, matchExpressions: [...own, ...missing] }
}

function voidPreferences({ ref, template }: Workload, preferences: readonly AskedOfNodes[]): Finding[] {
  return preferences.map(({ policy, requirement }) => {
    const platform = requirement.key === archLabel && requirement.values?.[0]
    const why = platform ? `one of its images does not run on ${platform}` : 'no node has that capability'
    const otherwise = platform
      ? `use an image that has linux/${platform}`
      : 'give a node the capability in the definition'
    const message = `its policy ${policy} does nothing: ${why}`
    return placementPreferenceVoid.finding(ref, template.path, message, `drop the policy, or ${otherwise}`)
  })
}

/** Preferences that cannot be written anywhere, but for that of an architecture that all nodes have. */
function lostPreferences(workload: Workload, preferred: readonly AskedOfNodes[], cluster: Cluster): Finding[] {
  const { ref, template, from, placedBy } = workload
  const real = preferred.filter(({ requirement }) => requirement.key !== archLabel || cluster.architectures.length > 1)
  if (real.length === 0 || (from === 'tree' && template.edit === 'pod-spec' && !template.spec.nodeName)) return []
  if (placedBy && 'values' in placedBy) return []
  const where = placedBy ? placedBy.settings : from === 'release' ? 'a release' : 'it'
  const message = `its policy ${real.map(({ policy }) => policy).join(', ')} cannot be written into ${where}${placedBy ? `: ${placedBy.limit}` : ''}`
  const remedy = 'set a preferred node affinity where its pods are made, or undo the policy with place(…, everywhere)'
  return [placementPreferenceVoid.finding(ref, template.path, message, remedy)]
}
