import { asFilledText } from '../../model/shape.ts'
import type { Reference } from './reference.ts'

/** A reference to an object of the core group; none where no name was written. */
export function namedReference(kind: string, name: unknown, path: string, namespace: string): Reference[] {
  const target = asFilledText(name)
  return target ? [{ path, group: '', kind, namespace, name: target }] : []
}

/** A reference to a Secret of one namespace, or of any. */
export function secretReference(
  name: unknown,
  path: string,
  scope: Pick<Reference, 'namespace' | 'anyNamespace'>,
): Reference[] {
  const target = asFilledText(name)
  return target ? [{ path, group: '', kind: 'Secret', name: target, ...scope }] : []
}

/** A reference to a Service, and to one of its ports where a name or number was written. */
export function serviceReference(name: unknown, port: unknown, path: string, namespace: string): Reference[] {
  const target = asFilledText(name)
  if (!target) return []
  const key = typeof port === 'number' || typeof port === 'string' ? String(port) : undefined
  return [{ path, group: '', kind: 'Service', namespace, name: target, ...(key ? { key } : {}) }]
}
