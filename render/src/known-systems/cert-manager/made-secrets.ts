import type { ProvidedObject } from '@ainur/constructs'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, asMaps } from '../../model/shape.ts'

const certificateKeys = ['tls.crt', 'tls.key', 'ca.crt']

/** The Secret that a Certificate is kept in. */
export function certificateSecret({ metadata, spec }: KubeObject): ProvidedObject[] {
  const { secretName, keystores, additionalOutputFormats } = asMap(spec)
  const name = asFilledText(secretName)
  const keys = keystores || additionalOutputFormats ? undefined : certificateKeys
  return name ? [{ group: '', kind: 'Secret', namespace: metadata.namespace, name, keys }] : []
}

/** cert-manager makes a Certificate for each `tls` entry of an Ingress that names an issuer in its annotations. */
export function ingressSecrets({ metadata, spec }: KubeObject): ProvidedObject[] {
  const annotations = asMap(metadata.annotations)
  const asks = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme']
  if (!asks.some((name) => asFilledText(annotations[name]))) return []
  return asMaps(asMap(spec).tls).flatMap((item) => {
    const name = asFilledText(item.secretName)
    return name ? [{ group: '', kind: 'Secret', namespace: metadata.namespace, name, keys: certificateKeys }] : []
  })
}
