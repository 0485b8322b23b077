import type { ProvidedObject } from '@ainur/constructs'
import { groupOf } from '../../model/group-of.ts'
import type { Rendering } from '../../model/rendering.ts'
import { workloadsOf } from '../../pods/workload.ts'
import { podReferences } from './pod-references.ts'
import { referencesOf } from './references-of.ts'

/**
 * What the objects and pods of a tree cannot do without and no file of it holds, with the keys that are asked of it: what
 * controllers, the bootstrap or the distribution bring about.
 */
export function namedElsewhere(rendering: Pick<Rendering, 'objects' | 'apps'>): ProvidedObject[] {
  const inTree = new Set(
    rendering.objects.map(({ object: { apiVersion, kind, metadata } }) =>
      identify({ group: groupOf(apiVersion), kind, ...metadata }),
    ),
  )
  const references = [
    ...rendering.objects.flatMap(({ object }) => referencesOf(object)),
    ...workloadsOf({ apps: rendering.apps, objects: [] }).flatMap(({ ref, template }) =>
      podReferences(template, ref.namespace ?? ''),
    ),
  ]
  const named = new Map<string, ProvidedObject & { readonly keys: string[] }>()
  for (const { group, kind, namespace, name, key, optional, anyNamespace, joined } of references) {
    const identity = identify({ group, kind, namespace, name })
    if (optional || anyNamespace || joined || inTree.has(identity)) continue
    const known = named.get(identity) ?? { group, kind, ...(namespace ? { namespace } : {}), name, keys: [] }
    if (key !== undefined && !known.keys.includes(key)) known.keys.push(key)
    named.set(identity, known)
  }
  return [...named.values()]
}

function identify({ group, kind, namespace, name }: Omit<ProvidedObject, 'keys'>): string {
  return [group, kind, namespace ?? '', name].join('/')
}
