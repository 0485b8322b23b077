import { capabilityLabel, type Finding } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { describeExclusions } from '../../plan/describe-exclusions.ts'
import { matchesRequirement, type Requirement } from '../../plan/match-expression.ts'
import { type Exclusion, placementExclusion } from '../../plan/scheduling.ts'
import type { SchedulingNode } from '../../plan/scheduling-node.ts'
import type { PodTemplate } from '../../pods/pod-template.ts'
import type { Workload } from '../../pods/workload.ts'
import { archLabel, type WantedPlacement } from './wanted-placement.ts'

const placementArchitecture = defineRule('placement-architecture', 'error', {
  title:
    'a pod could land on an architecture that one of its images lacks, and cannot be edited: a release, an unknown custom resource, a pod with `nodeName`',
  why: 'It would fail there with `exec format error`.',
  remedy: 'Restrict it where it is made.',
})

const placementPolicy = defineRule('placement-policy', 'error', {
  title: 'a pod could land on a node that its policy rules out, and cannot be edited',
  why: 'The policy would not hold.',
  remedy: 'Restrict it where it is made.',
})

const placementNowhere = defineRule('placement-nowhere', ['error', 'warning'], {
  title:
    'no node is left for a pod; the message names the constraint that excludes each (for an upgrade Plan a warning)',
  why: 'The pod stays pending.',
  remedy: 'Loosen the constraint, add a toleration, or add a node.',
})

export const placementRules = [placementArchitecture, placementPolicy, placementNowhere]

/**
 * What is wrong with where a workload's pods may land: on a node that one of its images or policies rules out, or
 * nowhere.
 *
 * @param template the workload's template after editing
 */
export function judgePlacement(
  workload: Workload,
  template: PodTemplate,
  wanted: WantedPlacement,
  nodes: readonly SchedulingNode[],
): Finding[] {
  if (template.workloadType !== 'per-node' && template.replicas === 0) return []
  const excluded: Exclusion[] = []
  const eligible: SchedulingNode[] = []
  for (const node of nodes) {
    const exclusion = placementExclusion(template.spec, node, template.workloadType)
    if (exclusion) excluded.push(exclusion)
    else eligible.push(node)
  }
  const findings: Finding[] = []
  for (const { requirement, from, because } of wanted.requirements) {
    const wrong = eligible.filter((node) => !matchesRequirement(requirement, node.labels))
    if (wrong.length === 0) continue
    const where = wrong.map(({ name, labels }) => `${name} (${labels[archLabel]})`).join(', ')
    const [rule, why] =
      from === 'images' ? [placementArchitecture, `but ${because}`] : [placementPolicy, `which ${because} rules out`]
    const settings = from === 'images' ? placeBySettings(workload, requirement, nodes) : undefined
    const remedy = settings ?? howToRestrict(workload, requirement)
    findings.push(rule.finding(workload.ref, template.path, `a pod may land on ${where}, ${why}`, remedy))
  }
  if (eligible.length === 0) {
    const reasons = describeExclusions(excluded)
    const because = wanted.requirements.map((entry) => entry.because)
    const asked = because.length > 0 ? ` (asked for by: ${because.join('; ')})` : ''
    const message = `no node can take its pods${asked}: ${reasons || 'the cluster has no nodes'}`
    const remedy =
      unknownCapability(wanted, nodes) ??
      'loosen the constraint that excludes the node it should run on, add a toleration, or add such a node'
    // A Plan for agents is idle, not broken, in a cluster that has none.
    const severity = template.edit === 'plan' ? 'warning' : 'error'
    findings.push(placementNowhere.finding(workload.ref, template.path, message, remedy, severity))
  }
  return findings
}

/** What to do about a policy for a capability that no node has, mostly a misspelt one. */
function unknownCapability({ requirements }: WantedPlacement, nodes: readonly SchedulingNode[]): string | undefined {
  const prefix = capabilityLabel('')
  const nobody = requirements.some(
    ({ requirement, from }) =>
      from === 'policy' &&
      requirement.key.startsWith(prefix) &&
      !nodes.some((node) => matchesRequirement(requirement, node.labels)),
  )
  if (!nobody) return undefined
  const keys = nodes.flatMap(({ labels }) => Object.keys(labels)).filter((key) => key.startsWith(prefix))
  const known = [...new Set(keys)].map((key) => key.slice(prefix.length)).sort()
  const there = known.length > 0 ? `name what a node has (${known.join(', ')}), or ` : ''
  return `${there}give a node the capability in the definition, with capabilities or a disk of that kind`
}

/** What images ask is not a policy: for pods that only settings reach, their app has to be given one. */
function placeBySettings(
  { app, placedBy }: Workload,
  { values = [] }: Requirement,
  nodes: readonly SchedulingNode[],
): string | undefined {
  if (!placedBy || !('limit' in placedBy)) return undefined
  const [only, ...others] = values.filter((each) => nodes.some(({ labels }) => labels[archLabel] === each))
  const how = only && others.length === 0 ? `${only}Only` : 'onNodesWith() and a capability that you give these nodes'
  return `place ${app} on nodes that its images run on, with ${how}: ${placedBy.limit}`
}

function howToRestrict({ from, release, template, placedBy }: Workload, requirement: Requirement): string {
  const constraint =
    requirement.operator === 'In'
      ? `${requirement.key} in ${requirement.values?.join(', ')}`
      : `no label ${requirement.key}`
  if (placedBy && 'limit' in placedBy) {
    return `${placedBy.limit}; undo the policy for what it cannot reach with place(…, everywhere)`
  }
  if (from === 'release') {
    return `restrict it in the values of release ${release} (${constraint}) and declare the same in its contents, or say there with placedBy where its values have an affinity`
  }
  if (template.spec.nodeName) return `set spec.nodeName to a node with ${constraint}, or leave it to the scheduler`
  return `this custom resource cannot be edited for you: restrict it where it is made (${constraint})`
}
