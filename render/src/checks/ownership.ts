import { defineRule, describeObject, type Finding } from '@ainur/constructs/finding'
import { knownSystems } from '../known-systems/known-systems.ts'
import { groupBy } from '../model/group-by.ts'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'

const ownershipDuplicate = defineRule('ownership-duplicate', 'error', {
  title: 'two apps, or an app and a release or secret need, make the same object; or two Certificates write one Secret',
  why: 'Argo CD would apply the one over the other at every sync, for ever.',
  remedy: 'Name one of them differently, or leave it to one app and hand that app to the other.',
})

/**
 * Each object has one owner: group, kind, namespace and name are unique across all apps, releases and secret needs. Two
 * Applications that both hold one object take it from each other at every sync.
 */
export const ownershipCheck: Check = {
  rules: [ownershipDuplicate],
  run(rendering) {
    const handed = rendering.applications.map((object): Owned => ({ maker: 'the tree', object }))
    const made = [...rendering.objects.map(ownedByApp), ...handed]
    const groups = groupBy(made, ({ object }) =>
      identify({ group: groupOf(object.apiVersion), kind: object.kind, ...object.metadata }),
    )
    const elsewhere = new Map<string, string>()
    for (const app of rendering.apps) {
      for (const release of app.releases) {
        for (const object of release.contents.provides) elsewhere.set(identify(object), `release ${release.name}`)
      }
      for (const need of app.secretNeeds) {
        elsewhere.set(identify({ group: '', kind: 'Secret', ...need }), `a secret need of ${app.appName}`)
      }
    }
    const taken = new Map([...groups].map(([identity, [first]]) => [identity, first?.maker ?? '']))
    const doubles = [...groups].flatMap(([identity, [first, ...others]]) => {
      if (!first) return []
      const other = elsewhere.get(identity)
      return [...others.map((twin) => duplicate(twin, first.maker)), ...(other ? [duplicate(first, other)] : [])]
    })
    return [...doubles, ...doubleWrites(rendering, new Map([...taken, ...elsewhere]))]
  },
}

function identify(object: { group: string; kind: string; namespace?: string; name: string }): string {
  return [object.group, object.kind, object.namespace ?? '', object.name].join('/')
}

/** Two that write one object overwrite each other for ever; of certificates, each is issued again and again. */
function doubleWrites({ objects }: Pick<Rendering, 'objects'>, owners: Map<string, string>): Finding[] {
  return objects.flatMap(({ object }) =>
    knownSystems.flatMap(({ name: system, writes }) =>
      (writes?.[`${groupOf(object.apiVersion)}/${object.kind}`]?.(object) ?? []).flatMap(({ path, ...written }) => {
        const identity = identify(written)
        const other = owners.get(identity)
        owners.set(identity, describeObject(objectRef(object)))
        if (other === undefined) return []
        const target = describeObject({ apiVersion: '', ...written })
        const message = `${system} writes ${target}, which ${other} makes too; an object has one owner`
        const remedy = `give the ${object.kind} a ${written.kind} of its own`
        return [ownershipDuplicate.finding(objectRef(object), path, message, remedy)]
      }),
    ),
  )
}

interface Owned {
  /** The maker, as messages call it. */
  readonly maker: string
  readonly object: KubeObject
}

function ownedByApp({ app, object, origin }: RenderedObject): Owned {
  return { maker: `${app} (${origin.constructPath})`, object }
}

function duplicate({ maker, object }: Owned, other: string): Finding {
  const message = `${maker} makes an object that ${other} makes too; an object has one owner`
  const remedy = 'give one of them another name or namespace, or leave it to one app and hand that app to the other'
  return ownershipDuplicate.finding(objectRef(object), '', message, remedy)
}
