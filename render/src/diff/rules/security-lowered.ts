import { asLabels, asMaps } from '../../model/shape.ts'
import { enforceLabel, podSecurityLevels } from '../../pods/pod-security-level.ts'
import type { DiffCheck, DiffFinding, ObjectChange, TreeObject } from '../model.ts'
import { podChanges } from '../reading/pods.ts'
import { loweredPolicies } from './security-lowered/lowered-policies.ts'
import { type PodTrait, powersOf, protectionsOf } from './security-lowered/pod-risks.ts'
import { rule } from './security-lowered/rule.ts'

/** Protection that a pod, a namespace or a network loses. */
export const securityLowered: DiffCheck = {
  rule,
  *run(context) {
    const { changes } = context
    for (const { before, after, object } of podChanges(changes)) {
      const remedy = 'Leave it out if the program can do without; otherwise keep such pods in a namespace of their own.'
      if (!before) {
        yield* newPod(object, powersOf(after), remedy)
        continue
      }
      const had = new Set(powersOf(before).map(({ id }) => id))
      for (const { id, path, what, severity } of powersOf(after)) {
        if (!had.has(id)) yield rule.finding(object.ref, path, `The pod now ${what}.`, remedy, severity)
      }
      const has = new Set(protectionsOf(after).map(({ id }) => id))
      const containers = new Set((after.spec.containers ?? []).map(({ name }) => name))
      for (const { id, path, what, severity } of protectionsOf(before)) {
        const container = id.split(' ')[1]
        if (
          !has.has(id) &&
          (container === undefined || containers.has(container) || isInit(after.spec.initContainers, container))
        ) {
          const message = `The pod ${what}.`
          const remedy = 'Keep the protection, or say in the acceptance why it had to go.'
          yield rule.finding(object.ref, path, message, remedy, severity)
        }
      }
    }
    for (const change of changes) {
      yield* namespaces(change)
      yield* loweredPolicies(change, context)
    }
  },
}

/** All that a new pod may do in one finding per severity: a reader decides about the pod, not about its parts. */
function* newPod({ ref }: TreeObject, powers: readonly PodTrait[], remedy: string): Generator<DiffFinding> {
  for (const severity of ['error', 'warning'] as const) {
    const traits = powers.filter((each) => each.severity === severity)
    const [first] = traits
    if (!first) continue
    const told = joinLists([...new Set(traits.map(({ what }) => what))])
    yield rule.finding(ref, first.path, `The new pod ${told}.`, remedy, severity)
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
  const message = `The namespace enforces ${name ?? 'nothing'} instead of ${podSecurityLevels[old]}: ${now === 0 ? 'privileged pods are let in' : 'pods need less protection'}.`
  const remedy = 'Move the pod that needs it to a namespace of its own.'
  yield rule.finding(after.ref, `metadata.labels["${enforceLabel}"]`, message, remedy, now === 0 ? 'error' : 'warning')
}
