import { describeObject } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check } from '../../model/rendering.ts'
import { asFilledText, asMap, asMaps, asTexts, numberedMaps } from '../../model/shape.ts'
import { isKind } from './is-kind.ts'

const certificateHostMissing = defineRule('certificate-host-missing', 'warning', {
  title: 'the Certificate behind an Ingress is not made out to the host that the Ingress serves',
  why: 'Browsers refuse the connection.',
  remedy: 'Add the host to `dnsNames` of the Certificate.',
})

/** The certificate that an Ingress shows is made out to its hosts: browsers refuse any other. */
export const certificateHostsCheck: Check = {
  rules: [certificateHostMissing],
  run({ objects }) {
    const certificates = new Map<string, KubeObject>()
    for (const { object } of objects) {
      const secret = asFilledText(asMap(object.spec).secretName)
      if (secret && isKind(object, 'cert-manager.io', 'Certificate')) {
        certificates.set(`${object.metadata.namespace}/${secret}`, object)
      }
    }
    return objects.flatMap(({ object }) => {
      if (!isKind(object, 'networking.k8s.io', 'Ingress')) return []
      const spec = asMap(object.spec)
      const ofRules = asMaps(spec.rules).map((item) => item.host)
      return numberedMaps(spec.tls).flatMap(([index, item]) => {
        const certificate = certificates.get(`${object.metadata.namespace}/${asFilledText(item.secretName)}`)
        if (!certificate) return []
        const names = namesOf(certificate)
        // That it has no name at all is said about the Certificate.
        if (names.length === 0) return []
        // Without hosts the entry is for those of the rules.
        const hosts = (Array.isArray(item.hosts) ? item.hosts : ofRules).filter((host) => typeof host === 'string')
        const missing = [...new Set(hosts)].filter((host) => !covers(names, host))
        if (missing.length === 0) return []
        const message = `${describeObject(objectRef(certificate))} is not made out to ${missing.join(', ')}, but to ${names.join(', ')}: browsers refuse it`
        const remedy = 'add the host to dnsNames of the Certificate'
        return [certificateHostMissing.finding(objectRef(object), `spec.tls[${index}]`, message, remedy)]
      })
    })
  },
}

/** The common name is none of them: no browser reads it. */
function namesOf({ spec }: KubeObject): string[] {
  return asTexts(asMap(spec).dnsNames)
}

/** A wildcard covers one label. */
function covers(names: readonly string[], host: string): boolean {
  return names.includes(host) || names.includes(host.replace(/^[^.]+/, '*'))
}
