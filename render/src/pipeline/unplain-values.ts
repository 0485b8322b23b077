import type { Finding, ObjectRef } from '@ainur/constructs'
import { type ApiObject, Lazy } from 'cdk8s'
import { schemaRule } from '../schema/schema-rules.ts'
import { formatPath, type Path } from '../text/format-path.ts'

/**
 * What keeps cdk8s from writing an object as YAML: a Map, a Set, a Date, or another object of a class, and an object that
 * holds itself.
 */
export function unplainValues(construct: ApiObject, ref: ObjectRef): Finding[] {
  const findings: Finding[] = []
  const report = (path: Path, what: string, remedy: string) =>
    findings.push(
      schemaRule.type.finding(ref, formatPath(path), `${what}: only what YAML can hold is allowed here`, remedy),
    )
  const walk = (value: unknown, path: Path, above: readonly unknown[]) => {
    if (typeof value !== 'object' || value === null || isResolved(value)) return
    if (above.includes(value)) return report(path, 'the object that holds it', 'copy what is meant')
    const name = Array.isArray(value) ? 'Array' : value.constructor?.name
    if (name !== 'Array' && name !== 'Object') {
      return report(path, describe(name), adviceFor(value))
    }
    for (const [key, inner] of Object.entries(value)) {
      walk(inner, [...path, Array.isArray(value) ? Number(key) : key], [...above, value])
    }
  }
  walk(Reflect.get(construct, 'props'), [], [])
  return findings
}

/** What cdk8s replaces before it writes: a Lazy, a quantity, a port that may be a name. */
function isResolved(value: object): boolean {
  if (value instanceof Lazy || typeof Reflect.get(value, 'resolve') === 'function') return true
  return value.constructor !== Object && ['string', 'number'].includes(typeof Reflect.get(value, 'value'))
}

function describe(name: string | undefined): string {
  return name ? `an object of the class ${name}` : 'an object without a prototype'
}

function adviceFor(value: object): string {
  if (value instanceof Map) return 'write an object in braces, or Object.fromEntries(…)'
  if (value instanceof Set) return 'write a list: [...…]'
  if (value instanceof Date) return 'write it as text, and never the time of rendering: the tree would always be stale'
  return 'write its fields in braces: { ...… }'
}
