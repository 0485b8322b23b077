import type { KubeObject } from '../../model/rendered-object.ts'
import { podTemplatesOf } from '../../pods/pod-templates-of.ts'
import { objectReferences } from './object-references.ts'
import { podReferences } from './pod-references.ts'
import type { Reference } from './reference.ts'

/** All that an object names: its namespace, what its pods need, what its kind refers to. */
export function referencesOf(object: KubeObject): Reference[] {
  const { namespace } = object.metadata
  const own: Reference[] = namespace
    ? [{ path: 'metadata.namespace', group: '', kind: 'Namespace', name: namespace }]
    : []
  const pods = podTemplatesOf(object)
    .filter(({ edit }) => edit !== 'plan')
    .flatMap((template) => podReferences(template, namespace ?? ''))
  return [...own, ...pods, ...objectReferences(object)]
}
