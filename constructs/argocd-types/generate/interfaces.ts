import type { RawSchema } from './raw-schema.ts'

export interface Choices {
  readonly omitted: readonly RegExp[]
  readonly kept: readonly RegExp[]
  readonly names: Readonly<Record<string, string>>
  readonly types: readonly (readonly [RegExp, string])[]
  readonly docs: Readonly<Record<string, string>>
}

/**
 * TypeScript interfaces for the schemas at some paths (`Application.spec`), in order of first use.
 *
 * Objects of one shape share one interface, named after the first path that leads to it, so that the repeated templates
 * of an ApplicationSet cost nothing. Throws if two shapes get one name, or if a choice names a path that is gone.
 */
export function interfaces(roots: Readonly<Record<string, RawSchema>>, choices: Choices): string {
  const byBody = new Map<string, string>()
  const byName = new Map<string, string>()
  const visited = new Set<string>()

  const objectType = (path: string, schema: RawSchema): string => {
    const body = bodyOf(path, schema)
    const shape = body.replace(/^ *\/\*\*.*\n/gm, '')
    const known = byBody.get(shape)
    if (known) return known
    const name = choices.names[path] ?? nameFrom(path)
    if (byName.has(name)) throw new Error(`${path}: another shape is already called ${name}: name it in choices.ts`)
    byBody.set(shape, name)
    byName.set(name, body)
    return name
  }

  const bodyOf = (path: string, schema: RawSchema): string =>
    Object.entries(schema.properties ?? {})
      .map(([property, inner]) => ({ property, inner, at: `${path}.${property}` }))
      .filter(({ at }) => !isOmitted(at))
      .map(({ property, inner, at }) => {
        const doc = choices.docs[at] ? `  /** ${choices.docs[at]} */\n` : ''
        const optional = schema.required?.includes(property) ? '' : '?'
        return `${doc}  readonly ${property}${optional}: ${typeOf(at, inner)}\n`
      })
      .join('')

  const typeOf = (path: string, schema: RawSchema): string => {
    visited.add(path)
    const chosen = choices.types.find(([pattern]) => pattern.test(path))
    if (chosen) return chosen[1]
    if (schema['x-kubernetes-int-or-string']) return 'number | string'
    if (schema.type === 'array') return `readonly ${parenthesised(typeOf(`${path}[]`, schema.items ?? {}))}[]`
    if (schema.type === 'integer' || schema.type === 'number') return 'number'
    if (schema.type === 'string' || schema.type === 'boolean') return schema.type
    if (schema.properties && !schema['x-kubernetes-preserve-unknown-fields']) return objectType(path, schema)
    if (typeof schema.additionalProperties === 'object') {
      return `Readonly<Record<string, ${typeOf(`${path}{}`, schema.additionalProperties)}>>`
    }
    return schema.type === 'object' ? 'Readonly<Record<string, unknown>>' : 'unknown'
  }

  const isOmitted = (path: string) =>
    choices.omitted.some((pattern) => pattern.test(path)) && !choices.kept.some((pattern) => pattern.test(path))

  for (const [path, root] of Object.entries(roots)) objectType(path, root)
  const stale = [
    ...[choices.docs, choices.names].flatMap(Object.keys).filter((path) => !visited.has(path)),
    ...choices.types.map(([pattern]) => pattern).filter((pattern) => ![...visited].some((path) => pattern.test(path))),
  ]
  if (stale.length > 0) throw new Error(`choices.ts names paths that do not exist: ${stale.join(', ')}`)
  return [...byName].map(([name, body]) => `export interface ${name} {\n${body}}\n`).join('\n')
}

/** `Application.spec.source.helm.parameters[]` -> `ApplicationSpecSourceHelmParameter`. */
function nameFrom(path: string): string {
  return path
    .split('.')
    .map((part) => (part.endsWith('[]') ? part.slice(0, -2).replace(/ies$/, 'y').replace(/s$/, '') : part))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).replace(/\W/g, ''))
    .join('')
}

function parenthesised(type: string): string {
  return /[ |]/.test(type) && !/^[\w<>, ]+$/.test(type) ? `(${type})` : type
}
