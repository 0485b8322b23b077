import type { z } from 'zod'
import type { PathPart } from './path.ts'

interface Definition {
  readonly type: string
  readonly shape?: Record<string, Schema>
  readonly element?: Schema
  readonly innerType?: Schema
  readonly valueType?: Schema
  readonly options?: readonly Schema[]
  readonly discriminator?: string
  readonly values?: readonly unknown[]
}
interface Schema {
  readonly def: Definition
}

/** Keys that the object at `path` of `root` may have, in the order of `schema`. */
export function allowedKeys(schema: z.ZodType, root: unknown, path: readonly PathPart[]): string[] {
  let at = schema as unknown as Schema | undefined
  let value = root
  for (const part of path) {
    at = child(objectLike(at, value), part)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
  }
  return Object.keys(objectLike(at, value)?.def.shape ?? {})
}

/** The schema without its wrappers; of a union, the member that describes objects like `value`. */
function objectLike(schema: Schema | undefined, value: unknown): Schema | undefined {
  if (!schema) return undefined
  const { type, innerType, options, discriminator } = schema.def
  if (type === 'optional') return objectLike(innerType, value)
  if (type !== 'union') return schema
  return options?.find((option) => option.def.shape && (!discriminator || isKind(option, discriminator, value)))
}

function isKind(option: Schema, discriminator: string, value: unknown): boolean {
  const kinds = option.def.shape?.[discriminator]?.def.values ?? []
  return typeof value === 'object' && value !== null && kinds.includes(Reflect.get(value, discriminator))
}

function child(schema: Schema | undefined, part: PathPart): Schema | undefined {
  if (typeof part === 'number') return schema?.def.element
  return schema?.def.shape?.[part] ?? schema?.def.valueType
}
