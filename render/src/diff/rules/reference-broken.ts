import { defineRule, describeObject } from '@ainur/constructs/finding'
import { knownSystems } from '../../known-systems/known-systems.ts'
import { identityKey } from '../../layout/identity.ts'
import { asMap, asMaps } from '../../model/shape.ts'
import type { DiffCheck, ObjectChange, TreeObject } from '../model.ts'
import { madeElsewhere } from '../reading/made-elsewhere.ts'
import { type Reference, referencesOf, referringKinds, resolveReference } from '../reading/references.ts'

const rule = defineRule('reference-broken', ['error', 'warning'], {
  title: 'an object refers to one that is not there',
  why: 'Pods that mount a missing ConfigMap, Secret or claim stay in `ContainerCreating`; those with a missing ServiceAccount are not made at all; routes to a missing Service answer with an error; a binding to a missing Role grants nothing.',
  remedy: 'Correct the name, or add the object.',
  accept: 'Accept it when the object is made by something outside the tree, such as an operator or the bootstrap.',
})

/** An object that names another one which is not there any more, or never was. */
export const referenceBroken: DiffCheck = {
  rule,
  *run(context) {
    const { changes, trees } = context
    const isMade = madeElsewhere(context)
    const gone = changes.filter(({ change, before }) => before && (change === 'removed' || change === 'renamed'))
    const touched = new Map(changes.flatMap(({ after }) => (after ? [[after.id, after] as const] : [])))
    // Objects that did not change, but name an object that went or lost a key.
    const lostKeys = changes.filter(
      ({ change, before, after }) =>
        change === 'changed' && before && after && namesOf(before).some((name) => !namesOf(after).includes(name)),
    )
    const users = new Map<string, TreeObject>(touched)
    for (const { before } of [...gone, ...lostKeys]) {
      const { ref } = before as TreeObject
      for (const [group, kind] of referringKinds) {
        // Pods reach into their own namespace only.
        const near = group === 'apps' || group === 'batch' ? ref.namespace : undefined
        for (const user of trees.head.mentioning(group, kind, ref.name, near)) users.set(user.id, user)
      }
    }
    const removedIds = new Map<string, ObjectChange>(gone.map((change) => [(change.before as TreeObject).id, change]))
    for (const user of users.values()) {
      const old = touched.has(user.id) ? trees.base.same(user) : undefined
      const before = new Set((old ? referencesOf(old) : []).map(identity))
      for (const reference of dedupe(referencesOf(user))) {
        if (reference.optional) continue
        const target = resolveReference(reference, trees.head)
        // Only the objects before the change tell which namespace and name a joined name means.
        const meant = reference.joined ? resolveReference(reference, trees.base) : undefined
        const { namespace, name: named } = meant?.ref ?? reference
        const name = describeObject({
          apiVersion: '',
          kind: reference.kind,
          namespace: namespace || undefined,
          name: named,
        })
        if (target) {
          if (reference.key && lostKey(target, reference.key, trees.base.same(target))) {
            const message = `${name} loses the ${reference.kind === 'Service' ? 'port' : 'key'} ${reference.key}, which ${describeObject(user.ref)} needs.`
            yield rule.finding(user.ref, reference.path, message, 'Keep it, or change who uses it.')
          }
          continue
        }
        const removal = removedIds.get(meant?.id ?? identityKey({ ...reference, namespace: reference.namespace ?? '' }))
        if (removal) {
          const now =
            removal.change === 'renamed' ? `is called ${removal.object.name} now` : 'is removed by this change'
          const message = `${name} ${now}, but ${describeObject(user.ref)} still needs it.`
          const remedy =
            removal.change === 'renamed' ? 'Use the new name here too.' : 'Keep it, or change who needs it.'
          yield rule.finding(user.ref, reference.path, message, remedy)
        } else if (
          touched.has(user.id) &&
          !before.has(identity(reference)) &&
          surelyInGit(reference) &&
          !isMade(reference, user)
        ) {
          const message = `${name} is not in the tree.`
          const remedy = 'Add it, correct the name, or accept this if something outside the tree makes it.'
          yield rule.finding(user.ref, reference.path, message, remedy, 'warning')
        }
      }
    }
  },
}

/** Kinds that are rarely made by anything but Git; Secrets and classes often are. */
function surelyInGit({ kind, name }: Reference): boolean {
  if (kind === 'ConfigMap') return name !== 'kube-root-ca.crt'
  if (kind === 'ServiceAccount') return name !== 'default'
  return kind === 'PersistentVolumeClaim' || kind === 'Service' || kind === 'Role' || isOnlyInGit(kind)
}

function isOnlyInGit(kind: string): boolean {
  return knownSystems.some(({ onlyInGit = [] }) => onlyInGit.includes(kind))
}

function identity({ kind, namespace, name, key }: Reference): string {
  return `${kind}/${namespace ?? ''}/${name}/${key ?? ''}`
}

function dedupe(references: readonly Reference[]): Reference[] {
  return [...new Map(references.map((each) => [identity(each), each])).values()]
}

function lostKey(target: TreeObject, key: string, before: TreeObject | undefined): boolean {
  return before !== undefined && namesOf(before).includes(key) && !namesOf(target).includes(key)
}

/** What others can ask for inside the object: keys of a ConfigMap or Secret, ports of a Service. */
function namesOf({ ref, value }: TreeObject): string[] {
  if (ref.kind === 'Service')
    return asMaps(asMap(value.spec).ports).flatMap(({ port, name }) => [
      String(port),
      ...(typeof name === 'string' ? [name] : []),
    ])
  if (ref.kind !== 'ConfigMap' && ref.kind !== 'Secret') return []
  return [value.data, value.stringData, value.binaryData].flatMap((each) => Object.keys(asMap(each)))
}
