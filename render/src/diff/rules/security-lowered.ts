import { isRecord } from '@ainur/constructs/is-record'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { enforceLabel, podSecurityLevels } from '../../pods/pod-security-level.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffFinding, ObjectChange } from '../model.ts'
import { type PodTrait, powersOf, protectionsOf } from './pod-risks.ts'
import { podChanges } from './pods.ts'
import { report } from './report.ts'
import type { Rule } from './rule.ts'
import { asLabels, asMap, asMaps, asTexts, specOf } from './shape.ts'

/** Protection that a pod, a namespace or a network loses. */
export const securityLowered: Rule = {
  id: 'security-lowered',
  severity: 'error',
  title: 'a pod, namespace or network is protected less',
  why: 'A pod that becomes privileged, shares namespaces with its node, mounts its files, gains capabilities or loses `runAsNonRoot`, seccomp or a read-only filesystem turns a hole in one program into a hole in the node. A weaker Pod Security label allows that for every pod of the namespace, and without its NetworkPolicies everybody may talk to them.',
  accept:
    'Accept it when the program cannot work without (network plugins, storage drivers, hardware access) and documents it.',
  *run({ changes }) {
    for (const { before, after, object } of podChanges(changes)) {
      const remedy = 'Leave it out if the program can do without; otherwise keep such pods in a namespace of their own.'
      if (!before) {
        yield* newPod(object, powersOf(after), remedy)
        continue
      }
      const had = new Set(powersOf(before).map(({ id }) => id))
      for (const { id, path, what, severity } of powersOf(after)) {
        if (!had.has(id)) yield report('security-lowered', severity, object.ref, path, `The pod now ${what}.`, remedy)
      }
      const has = new Set(protectionsOf(after).map(({ id }) => id))
      const containers = new Set((after.spec.containers ?? []).map(({ name }) => name))
      for (const { id, path, what, severity } of protectionsOf(before)) {
        const container = id.split(' ')[1]
        if (
          !has.has(id) &&
          (container === undefined || containers.has(container) || isInit(after.spec.initContainers, container))
        )
          yield report(
            'security-lowered',
            severity,
            object.ref,
            path,
            `The pod ${what}.`,
            'Keep the protection, or say in the acceptance why it had to go.',
          )
      }
    }
    for (const change of changes) {
      yield* namespaces(change)
      yield* policies(change)
    }
  },
}

/** All that a new pod may do in one finding per severity: whoever reads it decides about the pod, not about its parts. */
function* newPod({ ref }: TreeObject, powers: readonly PodTrait[], remedy: string): Generator<DiffFinding> {
  for (const severity of ['error', 'warning'] as const) {
    const traits = powers.filter((each) => each.severity === severity)
    const [first] = traits
    if (!first) continue
    const told = joinLists([...new Set(traits.map(({ what }) => what))])
    yield report('security-lowered', severity, ref, first.path, `The new pod ${told}.`, remedy)
  }
}

const lists = [
  [/^gets the capability (.*)$/, 'gets the capabilities '],
  [/^mounts (.*) of the node$/, 'mounts of the node '],
] as const

/** `gets the capabilities A, B; mounts of the node /dev/, /etc/`. */
function joinLists(whats: readonly string[]): string {
  const parts = new Map<string, string[]>()
  for (const what of whats) {
    const list = lists.find(([pattern]) => whats.filter((each) => pattern.test(each)).length > 1 && pattern.test(what))
    const [key, item] = list ? [list[1], what.replace(list[0], '$1')] : [what, '']
    parts.set(key, [...(parts.get(key) ?? []), item])
  }
  return [...parts].map(([key, items]) => key + items.join(', ')).join('; ')
}

function isInit(list: unknown, name: string): boolean {
  return asMaps(list).some((each) => each.name === name)
}

function* namespaces({ before, after }: ObjectChange): Generator<DiffFinding> {
  if (!before || !after || after.group !== '' || after.ref.kind !== 'Namespace') return
  const level = ({ value }: TreeObject) => {
    const label = asLabels(value.metadata.labels)[enforceLabel]
    return Math.max(0, podSecurityLevels.indexOf(label as never))
  }
  const [old, now] = [level(before), level(after)]
  if (now >= old) return
  const name = asLabels(after.value.metadata.labels)[enforceLabel]
  yield report(
    'security-lowered',
    now === 0 ? 'error' : 'warning',
    after.ref,
    `metadata.labels["${enforceLabel}"]`,
    `The namespace enforces ${name ?? 'nothing'} instead of ${podSecurityLevels[old]}: ${now === 0 ? 'privileged pods are let in' : 'pods need less protection'}.`,
    'Move the pod that needs it to a namespace of its own.',
  )
}

function* policies({ change, before, after }: ObjectChange): Generator<DiffFinding> {
  if (before?.group !== 'networking.k8s.io' || before.ref.kind !== 'NetworkPolicy') return
  if (change === 'removed') {
    yield report(
      'security-lowered',
      'error',
      before.ref,
      '',
      `The NetworkPolicy goes: what it kept out of the pods ${selected(before)} may reach them, unless another policy selects them.`,
      'Keep it, or make sure that another policy selects the same pods.',
    )
    return
  }
  if (!after) return
  const [old, now] = [specOf(before.value), specOf(after.value)]
  for (const direction of ['Ingress', 'Egress'] as const) {
    const applies = (spec: Record<string, unknown>) =>
      Array.isArray(spec.policyTypes)
        ? asTexts(spec.policyTypes).includes(direction)
        : direction === 'Ingress' || Array.isArray(spec.egress)
    const field = direction.toLowerCase()
    if (applies(old) && !applies(now))
      yield report(
        'security-lowered',
        'error',
        after.ref,
        'spec.policyTypes',
        `The policy no longer restricts ${field}.`,
        `Keep ${direction} in policyTypes.`,
      )
    else if (applies(old) && !open(old, field) && open(now, field))
      yield report(
        'security-lowered',
        'error',
        after.ref,
        `spec.${field}`,
        `The policy now lets all ${field} through: an empty rule allows everything.`,
        'Name the peers and ports that are meant.',
      )
    else if (applies(old) && asMaps(now[field]).length > asMaps(old[field]).length)
      yield report(
        'security-lowered',
        'warning',
        after.ref,
        `spec.${field}`,
        `The policy lets more ${field} through than before (${asMaps(now[field]).length - asMaps(old[field]).length} more rules).`,
        'Check that the new peers are meant.',
      )
  }
  const example = asLabels(asMap(old.podSelector).matchLabels)
  if (isRecord(old.podSelector) && isRecord(now.podSelector) && !matchesLabelSelector(now.podSelector, example)) {
    yield report(
      'security-lowered',
      'warning',
      after.ref,
      'spec.podSelector',
      `The policy selects other pods now: those ${selected(before)} are no longer covered by it.`,
      'Make sure that another policy selects them.',
    )
  }
}

function open(spec: Record<string, unknown>, field: string): boolean {
  return asMaps(spec[field]).some((rule) => Object.keys(rule).length === 0)
}

function selected({ value, ref }: TreeObject): string {
  const labels = Object.entries(asLabels(asMap(specOf(value).podSelector).matchLabels)).map(
    ([key, label]) => `${key}=${label}`,
  )
  return `${labels.length > 0 ? `with ${labels.join(', ')}` : 'of the whole namespace'} in ${ref.namespace ?? 'its namespace'}`
}
