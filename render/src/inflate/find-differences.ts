import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '@ainur/constructs/is-record'
import { groupOf } from '../model/group-of.ts'
import type { KubeObject } from '../model/rendered-object.ts'

/**
 * Where two renderings of one chart differ, as `Secret web/token data.password`. Values are never shown: what a chart
 * makes up is usually a credential.
 */
export function findDifferences(first: readonly KubeObject[], second: readonly KubeObject[]): string[] {
  const others = new Map(second.map((object) => [nameOf(object), object]))
  const found = first.flatMap((object) => {
    const name = nameOf(object)
    const other = others.get(name)
    others.delete(name)
    return other ? pathsOf(object, other, '').map((path) => `${name} ${path}`) : [`${name}, which is not always there`]
  })
  return [...found, ...[...others.keys()].map((name) => `${name}, which is not always there`)]
}

function nameOf({ apiVersion, kind, metadata }: KubeObject): string {
  const group = groupOf(apiVersion)
  return `${kind}${group && `.${group}`} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`
}

function pathsOf(left: unknown, right: unknown, path: string): string[] {
  if (isDeepStrictEqual(left, right)) return []
  if (isRecord(left) && isRecord(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
    return keys.flatMap((key) => pathsOf(left[key], right[key], path ? `${path}.${key}` : key))
  }
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
    return left.flatMap((item, index) => pathsOf(item, right[index], `${path}[${index}]`))
  }
  return [path]
}
