import { asFilledText } from '../../model/shape.ts'
import type { Reference } from './reference.ts'

/** A reference to what is called `name`; none where no name was written. */
export function refer(name: unknown, reference: Omit<Reference, 'name'>): Reference[] {
  const text = asFilledText(name)
  return text ? [{ ...reference, name: text }] : []
}

/** A reference to a Service, and to one of its ports where a name or number was written. */
export function serviceReference(name: unknown, port: unknown, path: string, namespace: string): Reference[] {
  const key = typeof port === 'number' || typeof port === 'string' ? String(port) : ''
  return refer(name, { path, group: '', kind: 'Service', namespace, ...(key && { key }) })
}

/** The StorageClass of a claim's spec. An empty name asks for none. */
export function storageClassReference(claim: Record<string, unknown>, path: string): Reference[] {
  const at = `${path}.storageClassName`
  return refer(claim.storageClassName, { path: at, group: 'storage.k8s.io', kind: 'StorageClass' })
}
