import { isRecord } from '@ainur/constructs/is-record'
import { asMap } from '../../../model/shape.ts'
import { type Narrowing, type SchemaPath, tellPath } from './narrowing.ts'
import { keepsUnknown, tightened } from './tightened.ts'

/**
 * What a schema of a custom resource took and takes no longer. Looks at each node of both schemas once.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning
 */
export function narrowings(old: unknown, now: unknown): Narrowing[] {
  return [...between(asMap(old), asMap(now), [])]
}

type Schema = Readonly<Record<string, unknown>>

function* between(old: Schema, now: Schema, path: SchemaPath): Generator<Narrowing> {
  yield* tightened(old, now, path)
  yield* lost(old, now, path)
  for (const [name, before] of Object.entries(asMap(old.properties))) {
    const after = Object.hasOwn(asMap(now.properties), name) ? asMap(now.properties)[name] : now.additionalProperties
    if (isRecord(after)) yield* between(asMap(before), after, [...path, name])
  }
  if (isRecord(old.additionalProperties) && isRecord(now.additionalProperties))
    yield* between(old.additionalProperties, now.additionalProperties, [...path, '{}'])
  if (isRecord(old.items) && isRecord(now.items)) yield* between(old.items, now.items, [...path, '[]'])
}

/** Fields that are pruned from now on. */
function* lost(old: Schema, now: Schema, path: SchemaPath): Generator<Narrowing> {
  // A value that would have to be of another type is refused altogether.
  if (takesAnyField(now) || (now.type !== undefined && now.type !== 'object')) return
  const named = asMap(now.properties)
  const isKept = (name: string) => Object.hasOwn(named, name) || (isWhole(now, path) && wholeFields.has(name))
  for (const name of Object.keys(asMap(old.properties))) {
    const at = [...path, name]
    if (!isKept(name)) yield { path: at, effect: 'dropped', told: tellPath(at), concerns: () => true }
  }
  if (!takesAnyField(old)) return
  const known = asMap(old.properties)
  const told = `${path.length === 0 ? 'fields' : `fields of ${tellPath(path)}`} that the definition does not name`
  const isLost = (name: string) => !isKept(name) && !Object.hasOwn(known, name)
  const concerns = (value: unknown) => isRecord(value) && Object.keys(value).some(isLost)
  yield { path, effect: 'dropped', told, concerns }
}

function takesAnyField(schema: Schema): boolean {
  const { additionalProperties } = schema
  return keepsUnknown(schema) || additionalProperties === true || isRecord(additionalProperties)
}

const wholeFields = new Set(['apiVersion', 'kind', 'metadata'])

/** The root and embedded objects, whose common fields are never pruned. */
function isWhole(schema: Schema, path: SchemaPath): boolean {
  return path.length === 0 || schema['x-kubernetes-embedded-resource'] === true
}
