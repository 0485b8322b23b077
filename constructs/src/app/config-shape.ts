import { custom, description, type GenericSchema, pipe } from 'valibot'
import { count, flag, object, oneOf, optional, record, text, texts } from '../cluster/shapes.ts'

/** Fields of a configuration -> what each takes, in one word, or its own fields. */
export type ConfigTable = { readonly [key: string]: ConfigTable | string | readonly string[] }

/** What a configuration described by a table may hold. */
export type Settings<Table> = { readonly [Key in keyof Table]?: Field<Table[Key]> }

type Field<Word> = Word extends readonly (infer Choice)[]
  ? Choice
  : Word extends 'boolean'
    ? boolean
    : Word extends 'false'
      ? false
      : Word extends 'number' | `integer${string}`
        ? number
        : Word extends 'string[]'
          ? readonly string[]
          : Word extends 'string{}'
            ? Readonly<Record<string, string>>
            : Word extends string
              ? string
              : Settings<Word>

/** The schema of a configuration described by a table: its fields, all optional, and no others. */
export function configShape<const Table extends ConfigTable>(table: Table): GenericSchema<unknown, Settings<Table>> {
  const fields = Object.entries(table).map(([key, field]) => [key, optional(fieldShape(field))] as const)
  return object(Object.fromEntries(fields)) as unknown as GenericSchema<unknown, Settings<Table>>
}

const shapes: Readonly<Record<string, GenericSchema>> = {
  boolean: flag,
  false: such('false', (value) => value === false),
  number: count,
  integer: such('a whole number', Number.isInteger),
  string: text,
  'string+': such('a string that is not empty', (value) => typeof value === 'string' && value !== ''),
  'string[]': texts,
  'string{}': record(text),
  duration: such('a duration, such as "10m" or "1h30m"', matches(/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/)),
}

function fieldShape(field: ConfigTable | string | readonly string[]): GenericSchema {
  if (Array.isArray(field)) return oneOf(...field)
  if (typeof field !== 'string') return configShape(field as ConfigTable)
  const known = shapes[field]
  if (known) return known
  const least = /^integer>=(\d+)$/.exec(field)?.[1]
  if (least !== undefined) {
    return such(`a whole number of at least ${least}`, (value) => Number.isInteger(value) && Number(value) >= +least)
  }
  const pattern = /^\/(.*)\/$/.exec(field)?.[1]
  if (pattern !== undefined) return such(`a string that matches ${pattern}`, matches(new RegExp(pattern, 'u')))
  throw new Error(`the table of a configuration has the unknown word ${JSON.stringify(field)}`)
}

/** A value of which messages say `what`. */
function such(what: string, test: (value: unknown) => boolean): GenericSchema {
  return pipe(custom<unknown>(test), description(what))
}

function matches(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && pattern.test(value)
}
