import { describeObject } from '@ainur/constructs/finding'
import { asMap, asMaps, asText, specOf } from '../../model/shape.ts'
import { few } from '../../text/few.ts'
import type { Tree, TreeObject } from '../model.ts'

/** One version of a custom resource, as its definition declares it. */
export interface DefinedVersion {
  readonly name: string
  readonly served: boolean
  readonly storage: boolean
  /** Empty where the definition has none. */
  readonly schema: Record<string, unknown>
}

/** Whether an object is a CustomResourceDefinition. */
export function isDefinition({ group, ref }: TreeObject): boolean {
  return group === 'apiextensions.k8s.io' && ref.kind === 'CustomResourceDefinition'
}

/** Versions of a CustomResourceDefinition by name. */
export function versionsOf(definition: TreeObject): Map<string, DefinedVersion> {
  return new Map(
    asMaps(specOf(definition.value).versions).map(({ name, served, storage, schema }) => {
      const key = asText(name) ?? ''
      const root = asMap(asMap(schema).openAPIV3Schema)
      return [key, { name: key, served: served !== false, storage: storage === true, schema: root }]
    }),
  )
}

/** Objects of the kind that a CustomResourceDefinition defines, of any version. */
export function objectsOf(definition: TreeObject, tree: Tree): TreeObject[] {
  const spec = specOf(definition.value)
  return tree.ofKind(asText(spec.group) ?? '', asText(asMap(spec.names).kind) ?? '')
}

/** `Disk media/a, Disk media/b and 3 more`. */
export function listObjects(objects: readonly TreeObject[]): string {
  return few(
    objects.map(({ ref }) => describeObject(ref)),
    5,
  )
}
