import { isRecord } from '@ainur/constructs/is-record'
import { refer } from '../../checks/references/refer.ts'
import type { Reference } from '../../checks/references/reference.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap } from '../../model/shape.ts'

type Scope = Pick<Reference, 'namespace' | 'anyNamespace'>

/** The issuer of a Certificate, and the passwords of its keystores. */
export function certificateReferences({ metadata: { namespace = '' }, ...object }: KubeObject): Reference[] {
  const spec = asMap(object.spec)
  const { name, kind, group } = asMap(spec.issuerRef)
  const issuer = { group: asFilledText(group) ?? 'cert-manager.io', kind: asFilledText(kind) ?? 'Issuer' }
  const scope = issuer.kind === 'ClusterIssuer' ? {} : { namespace }
  return [...refer(name, { path: 'spec.issuerRef', ...issuer, ...scope }), ...secretRefs(spec, 'spec', { namespace })]
}

/** The Secrets of an issuer: its CA, and the credentials with which it proves that a domain is ours. */
export function issuerReferences(object: KubeObject, scope: Scope): Reference[] {
  const spec = asMap(object.spec)
  const ca = { path: 'spec.ca.secretName', group: '', kind: 'Secret', ...scope }
  return [...refer(asMap(spec.ca).secretName, ca), ...secretRefs(spec, 'spec', scope)]
}

/** The issuer that an Ingress asks for in its annotations. */
export function ingressReferences({ metadata }: KubeObject): Reference[] {
  const annotations = asMap(metadata.annotations)
  const issuers = [
    ['ClusterIssuer', 'cert-manager.io/cluster-issuer'],
    ['Issuer', 'cert-manager.io/issuer'],
  ] as const
  return issuers.flatMap(([kind, annotation]) => {
    const group = asFilledText(annotations['cert-manager.io/issuer-group']) ?? 'cert-manager.io'
    const path = `metadata.annotations["${annotation}"]`
    if (annotations['cert-manager.io/issuer-kind']) return []
    const scope = kind === 'Issuer' ? { namespace: metadata.namespace ?? '' } : {}
    return refer(annotations[annotation], { path, group, kind, ...scope })
  })
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
    const { name, key } = asMap(item)
    return refer(name, { path: at, group: '', kind: 'Secret', ...scope, key: asFilledText(key) })
  })
}
