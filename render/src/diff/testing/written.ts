import { stableJson } from '../../text/stable-json.ts'
import { parseDocument } from '../compare/documents.ts'

/**
 * A value as Kubernetes takes it: `null` is nothing, a text that holds a document is that document, and among items with
 * keys a new one may be anywhere, unless they run one after another.
 */
export function written(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => written(each))
    const isKeyed = name !== 'initContainers' && items.every((each) => typeof each === 'object' && each !== null)
    return isKeyed ? items.map((each) => stableJson(each)).sort() : items
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== null && each !== undefined)
        .map(([key, each]) => [key, written(each, key)]),
    )
  return typeof value === 'string' ? (parseDocument(name, value)?.value ?? value) : value
}
