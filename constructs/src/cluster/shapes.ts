import * as v from 'valibot'

/** Any string: what it must look like is left to checks, which can say more about it. */
export const text = v.string()
export const texts = v.array(text)
export const count = v.pipe(v.number(), v.finite())
export const flag = v.boolean()
/** Any value: checks look at it. */
export const anything = v.any()

const mapping = v.custom<unknown>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))

/** To valibot an array is an object, too. */
export const inMapping = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(mapping, schema as v.GenericSchema) as unknown as Schema

/** An object with these keys and no others. Unlike `v.strictObject()` it reports each key that is too many. */
export const members = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.objectWithRest(entries, v.never()) as unknown as v.ObjectSchema<Entries, undefined>

export const object = <const Entries extends v.ObjectEntries>(entries: Entries) => inMapping(members(entries))
export const record = <Value extends v.GenericSchema>(value: Value) => inMapping(v.record(text, value))
export const optional = <Value extends v.GenericSchema>(value: Value) => v.optional(value)
export const oneOf = <const Words extends readonly string[]>(...words: Words) => v.picklist(words)
export const listOf = <Item extends v.GenericSchema>(item: Item) => v.array(item)
