import { isRecord } from '@ainur/constructs/is-record'
import { ApiObject } from 'cdk8s'
import type { KubeObject } from '../model/rendered-object.ts'

/**
 * The plain object of a construct, with all that its author wrote.
 *
 * cdk8s drops misspelt fields and values of another type (`memory: '128Mi'` where it takes a Quantity), and fails on a
 * mapping in place of a list. These are kept as they were written, so that a check can say what is wrong with them.
 */
export function wholeObject(construct: ApiObject): KubeObject {
  const written = ApiObject.prototype.toJson.call(construct) as KubeObject
  try {
    return withDropped(construct.toJson(), written) as KubeObject
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return unwrapped(written) as KubeObject
  }
}

function withDropped(converted: unknown, written: unknown): unknown {
  if (converted === undefined || written === undefined) return converted ?? unwrapped(written)
  if (Array.isArray(converted) && Array.isArray(written)) {
    return converted.map((item, index) => withDropped(item, written[index]))
  }
  if (!isRecord(converted)) return converted
  if (!isRecord(written)) return unwrapped(written)
  const writtenKeys = new Map(Object.keys(written).map((key) => [plain(key), key]))
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(converted)) {
    const writtenKey = key in written ? key : writtenKeys.get(plain(key))
    if (writtenKey === undefined) result[key] = value
    else result[key] = withDropped(value, written[writtenKey])
    writtenKeys.delete(plain(key))
  }
  for (const key of writtenKeys.values()) result[key] = unwrapped(written[key])
  return result
}

/** cdk8s writes some keys in another way than Kubernetes does: `clusterIp`, `_enum`. */
function plain(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Without the `{ value }` in which cdk8s wraps quantities, and numbers that may be strings. */
function unwrapped(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(unwrapped)
  if (!isRecord(written)) return written
  const keys = Object.keys(written)
  if (keys.length === 1 && keys[0] === 'value') return written.value
  return Object.fromEntries(keys.map((key) => [key, unwrapped(written[key])]))
}
