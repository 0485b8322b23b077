import { isRecord } from '@ainur/constructs/is-record'
import { recordOf, textOf } from './list-of.ts'
import type { Reference } from './reference.ts'

type Scope = Pick<Reference, 'namespace' | 'anyNamespace'>

/** The issuer of a Certificate, and the passwords of its keystores. */
export function certificateReferences(spec: Record<string, unknown>, namespace: string): Reference[] {
  const { name, kind, group } = recordOf(spec.issuerRef)
  const target = textOf(name)
  const type = textOf(kind) ?? 'Issuer'
  const scope = type === 'ClusterIssuer' ? {} : { namespace }
  return [
    ...(target
      ? [{ path: 'spec.issuerRef', group: textOf(group) ?? 'cert-manager.io', kind: type, name: target, ...scope }]
      : []),
    ...secretRefs(spec, 'spec', { namespace }),
  ]
}

/** The Secrets of an issuer: its CA, and the credentials with which it proves that a domain is ours. */
export function issuerReferences(spec: Record<string, unknown>, scope: Scope): Reference[] {
  const name = textOf(recordOf(spec.ca).secretName)
  return [
    ...(name ? [{ path: 'spec.ca.secretName', group: '', kind: 'Secret', name, ...scope }] : []),
    ...secretRefs(spec, 'spec', scope),
  ]
}

/**
 * Every `…SecretRef: { name, key }` below `value`, which is how cert-manager's API names Secrets throughout, but for the
 * account key that it makes itself, and the settings of webhook solvers, whose meaning is theirs.
 */
function secretRefs(value: unknown, path: string, scope: Scope): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => secretRefs(item, `${path}[${index}]`, scope))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([field, item]): Reference[] => {
    const at = `${path}.${field}`
    if (field === 'privateKeySecretRef' || field === 'webhook') return []
    if (!/SecretRef$/.test(field)) return secretRefs(item, at, scope)
    const { name, key } = recordOf(item)
    const [target, wanted] = [textOf(name), textOf(key)]
    if (!target) return []
    return [{ path: at, group: '', kind: 'Secret', name: target, ...scope, ...(wanted ? { key: wanted } : {}) }]
  })
}
