import { custom, description, type GenericSchema, pipe } from 'valibot'
import { formatPath } from '../cluster/path.ts'
import { quote } from '../cluster/problem.ts'
import { readShape } from '../cluster/read-shape.ts'
import { bare, type SchemaNode } from '../cluster/schema-at.ts'
import { object } from '../cluster/shapes.ts'
import { App } from './app.ts'
import { appInvalid } from './app-invalid.ts'
import { TreeError } from './tree-error.ts'

/** What each prop of an app takes. */
export type PropsShape<Props extends object> = {
  readonly [Key in keyof Required<Props>]: GenericSchema<unknown, Props[Key]>
}

/**
 * A prop that takes an app.
 *
 * @param what it is, with an example: `an ingress controller, such as Traefik`
 * @param member that such an app has: `expose`. @default any app is taken
 */
export function appReference<Role extends App = App>(
  what: string,
  member?: keyof Role & string,
): GenericSchema<unknown, Role> {
  return pipe(
    custom<Role>((value) => isApp(value) && (member === undefined || member in value)),
    description(what),
  )
}

/**
 * Checks the shape of `props` and reports all that is wrong with it: a key that is not known, a value that is missing or
 * of another type. What is wrong is replaced by an empty value of its type, so that the constructor can go on and other
 * apps show what is wrong with them; nothing is written.
 *
 * @param examples what a required value could look like, by its path: `{ 'eula.email': "'you@example.org'" }`.
 * @throws TreeError with everything found so far if an app is missing: nothing can replace that.
 */
export function readProps<Props extends object>(
  app: App,
  shape: PropsShape<Props>,
  props: Props,
  examples: Readonly<Record<string, string>> = {},
): Props {
  if (isApp(props)) {
    const message = `${quote(props)} was given itself; it takes an object with ${Object.keys(shape).join(', ')}`
    app.report(appInvalid.problem('props', message, 'Write it in braces, under its name.'))
    throw new TreeError(app.tree)
  }
  const schema: SchemaNode = object(shape)
  const { draft, problems } = readShape(object(shape), props ?? {}, { whole: app.creation, examples, isOpaque: isApp })
  for (const problem of problems) app.report(problem)
  const { value, holes, missingApp } = filled(schema, draft, [])
  for (const path of holes) app.unread.add(path)
  if (missingApp) throw new TreeError(app.tree)
  return value as Props
}

function isApp(value: unknown): value is App {
  return value instanceof App
}

const empty: Readonly<Record<string, unknown>> = { string: '', number: 0, boolean: false, array: [], record: {} }

interface Filled {
  readonly value: unknown
  /** Paths of what was filled in. */
  readonly holes: readonly string[]
  readonly missingApp: boolean
}

/** `value` with an empty value of its type wherever it has a hole. */
function filled(schema: SchemaNode, value: unknown, path: readonly string[]): Filled {
  const node = bare(schema) ?? schema
  if (schema.type === 'optional' && value === undefined) return { value, holes: [], missingApp: false }
  const inner = node.type === 'record' ? entriesOf(node, value) : node.entries
  if (inner) {
    const parts = Object.entries(inner).map(
      ([key, part]) => [key, filled(part, Object(value)[key], [...path, key])] as const,
    )
    return {
      value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
      // A key whose value is undefined had a wrong value, or was written under another name.
      holes: parts.flatMap(([key, part]) =>
        part.value === undefined && Object.hasOwn(Object(value), key) ? [formatPath([...path, key])] : part.holes,
      ),
      missingApp: parts.some(([, part]) => part.missingApp),
    }
  }
  if (value === undefined) {
    const instead = empty[node.type] ?? node.options?.[0]
    return { value: instead, holes: [formatPath(path)], missingApp: node.type === 'description' }
  }
  return {
    value: Array.isArray(value) ? value.filter((item) => item !== undefined) : value,
    holes: [],
    missingApp: false,
  }
}

/** The schema of each entry that the record `value` has; undefined if it is not a record. */
function entriesOf({ value: schema }: SchemaNode, value: unknown): Record<string, SchemaNode> | undefined {
  if (!schema || typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.keys(value).map((key) => [key, schema]))
}
