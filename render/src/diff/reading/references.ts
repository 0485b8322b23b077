import { referringKinds as kindsThatRefer, objectReferences } from '../../checks/references/object-references.ts'
import { podReferences } from '../../checks/references/pod-references.ts'
import type { Reference } from '../../checks/references/reference.ts'
import { podTemplatesOf } from '../../pods/index.ts'
import type { Tree, TreeObject } from '../model.ts'

export type { Reference }

/** What an object needs from others by name: what pods mount and read, who they are, what routes and bindings point to. */
export function referencesOf(object: TreeObject): Reference[] {
  const namespace = object.ref.namespace ?? ''
  const pods = podTemplatesOf(object.value).flatMap((template) => podReferences(template, namespace))
  return [...pods, ...objectReferences(object.value)].filter(({ path }) => !path.includes('imagePullSecrets'))
}

/** The object that a reference means, if the tree holds it. */
export function resolveReference(
  { group, kind, namespace, anyNamespace, joined, name }: Reference,
  tree: Tree,
): TreeObject | undefined {
  if (joined) {
    return tree.ofKind(group, kind).find(({ ref }) => joined(ref.namespace ?? '', ref.name).includes(name))
  }
  if (anyNamespace) return tree.mentioning(group, kind, name).find(({ ref }) => ref.name === name)
  return tree.find(group, kind, namespace || undefined, name)
}

/** Kinds that `referencesOf` reads. */
export const referringKinds: readonly (readonly [group: string, kind: string])[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => ['apps', kind] as const),
  ...['Job', 'CronJob'].map((kind) => ['batch', kind] as const),
  ['', 'Pod'],
  ...kindsThatRefer().map((each) => each.split('/') as [string, string]),
]
