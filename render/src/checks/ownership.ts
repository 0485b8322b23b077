import type { Finding } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { groupBy } from '../model/group-by.ts'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { asFilledText, asMap } from '../model/shape.ts'

const ownershipDuplicate = defineRule({
  id: 'ownership-duplicate',
  severity: 'error',
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
    return [...doubles, ...doubleSecrets(rendering, new Map([...taken, ...elsewhere]))]
  },
}

function identify(object: { group: string; kind: string; namespace?: string; name: string }): string {
  return [object.group, object.kind, object.namespace ?? '', object.name].join('/')
}

/** Two that write one Secret overwrite each other for ever: the certificates are issued again and again. */
function doubleSecrets({ objects }: Pick<Rendering, 'objects'>, owners: Map<string, string>): Finding[] {
  return objects.flatMap(({ object }) => {
    const { apiVersion, kind, metadata, spec } = object
    const name = asFilledText(asMap(spec).secretName)
    if (groupOf(apiVersion) !== 'cert-manager.io' || kind !== 'Certificate' || !name) return []
    const identity = identify({ group: '', kind: 'Secret', namespace: metadata.namespace, name })
    const other = owners.get(identity)
    owners.set(identity, `Certificate ${metadata.namespace}/${metadata.name}`)
    if (other === undefined) return []
    const message = `cert-manager writes Secret ${metadata.namespace}/${name}, which ${other} makes too; an object has one owner`
    const remedy = 'give the Certificate a Secret of its own'
    return [ownershipDuplicate.finding(objectRef(object), 'spec.secretName', message, remedy)]
  })
}

interface Owned {
  /** As messages call whoever makes it. */
  readonly maker: string
  readonly object: KubeObject
}

function ownedByApp({ app, object, origin }: RenderedObject): Owned {
  return { maker: `${app} (${origin.constructPath})`, object }
}

function duplicate({ maker, object }: Owned, other: string): Finding {
  return ownershipDuplicate.finding(
    objectRef(object),
    '',
    `${maker} makes an object that ${other} makes too; an object has one owner`,
    'give one of them another name or namespace, or leave it to one app and hand that app to the other',
  )
}
