import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, asMaps, asTexts } from '../../model/shape.ts'
import { commaList } from '../../text/comma-list.ts'
import { isKind } from './is-kind.ts'

/** A certificate that cert-manager is asked for, by an object of its own or by the annotations of an Ingress. */
export interface WantedCertificate {
  readonly object: KubeObject
  readonly issuer: { readonly group: string; readonly kind: string; readonly name: string }
  readonly isCa: boolean
  readonly usages: readonly string[]
  /** Names that clients compare: those of the subject's common name are read by none. */
  readonly hosts: readonly string[]
  readonly duration: unknown
  /** Where its settings are written. */
  readonly at: (field: 'usages' | 'duration' | 'dnsNames') => string
}

/** @see https://cert-manager.io/docs/usage/ingress/#supported-annotations */
const prefix = 'cert-manager.io/'

/** The certificates that `object` asks for. */
export function wantedCertificates(object: KubeObject): WantedCertificate[] {
  if (isKind(object, 'cert-manager.io', 'Certificate')) return [ofCertificate(object)]
  return isKind(object, 'networking.k8s.io', 'Ingress') ? ofIngress(object) : []
}

function ofCertificate(object: KubeObject): WantedCertificate {
  const { issuerRef, isCA, usages, dnsNames, ipAddresses, duration } = asMap(object.spec)
  const { group, kind, name } = asMap(issuerRef)
  return {
    object,
    issuer: {
      group: asFilledText(group) ?? 'cert-manager.io',
      kind: asFilledText(kind) ?? 'Issuer',
      name: asFilledText(name) ?? '',
    },
    isCa: isCA === true,
    usages: asTexts(usages),
    hosts: [...asTexts(dnsNames), ...asTexts(ipAddresses)],
    duration,
    at: (field) => `spec.${field}`,
  }
}

function ofIngress(object: KubeObject): WantedCertificate[] {
  const annotations = asMap(object.metadata.annotations)
  const read = (key: string) => asFilledText(annotations[prefix + key])
  const cluster = read('cluster-issuer')
  const name = cluster ?? read('issuer')
  const hosts = asMaps(asMap(object.spec).tls).flatMap((entry) => asTexts(entry.hosts))
  if (!name || hosts.length === 0) return []
  const kind = read('issuer-kind') ?? (cluster ? 'ClusterIssuer' : 'Issuer')
  return [
    {
      object,
      issuer: { group: read('issuer-group') ?? 'cert-manager.io', kind, name },
      isCa: false,
      usages: commaList(read('usages')),
      hosts,
      duration: read('duration'),
      at: (field) => (field === 'dnsNames' ? 'spec.tls' : `metadata.annotations["${prefix}${field}"]`),
    },
  ]
}
