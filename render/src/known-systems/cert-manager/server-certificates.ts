import { describeObject } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { parseDurationMs } from '../../diff/compare/duration.ts'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check } from '../../model/rendering.ts'
import { asFilledText, asMap, asMaps } from '../../model/shape.ts'
import { type WantedCertificate, wantedCertificates } from './wanted-certificates.ts'

const certificateUnfitForServers = defineRule('certificate-unfit-for-servers', 'warning', {
  title:
    'a Certificate from a CA of your own lacks what Apple asks of servers: the usage `server auth`, a name in `dnsNames` or `ipAddresses`, at most 825 days',
  why: 'iPhones, iPads and Macs refuse it, and so do Go programs on a Mac, such as `kubectl` and `argocd`. Linux and Windows accept it without `server auth`, so nobody sees it until a telephone does. By default cert-manager sets no such usage.',
  remedy: 'Set `usages: [digital signature, key encipherment, server auth]`.',
})

/** Usages that say what a certificate is for; the others only say what its key may do. */
const purposes = new Set([
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
])

/** Of certificates that a CA of one's own issued; those of public ones may last less, which they see to themselves. */
const maxDays = 825

const msOfDay = 86_400_000

/**
 * Certificates that people's devices meet are such as Apple takes.
 *
 * Those of ACME and of other issuers are not judged: what they look like is the issuer's business.
 *
 * @see https://support.apple.com/en-us/103769
 */
export const serverCertificatesCheck: Check = {
  rules: [certificateUnfitForServers],
  run({ objects }) {
    const own = ownAuthorities(objects.map(({ object }) => object))
    const served = new Set(objects.flatMap(({ object }) => servedSecrets(object)))
    return objects
      .flatMap(({ object }) => wantedCertificates(object))
      .filter(({ object, issuer, isCa }) => !isCa && own.has(issuerKey(issuer, object.metadata.namespace)))
      .flatMap((wanted) => {
        const isServed = served.has(`${wanted.object.metadata.namespace}/${secretOf(wanted.object)}`)
        const says = wanted.usages.some((usage) => purposes.has(usage))
        const serves = isServed || wanted.object.kind === 'Ingress' || (wanted.hosts.some(isForPeople) && !says)
        return serves || wanted.usages.includes('server auth') ? faultsOf(wanted, isServed) : []
      })
  },
}

function faultsOf({ object, usages, hosts, duration, at }: WantedCertificate, isServed: boolean) {
  const found = (field: 'usages' | 'duration' | 'dnsNames', message: string, remedy?: string) =>
    certificateUnfitForServers.finding(objectRef(object), at(field), message, remedy)
  const days = (parseDurationMs(duration) ?? 0) / msOfDay
  const name = describeObject(objectRef(object))
  const isIngress = object.kind === 'Ingress'
  return [
    ...(usages.includes('server auth') || usages.includes('any')
      ? []
      : [
          found(
            'usages',
            `${isIngress ? `the certificate of ${name}` : name} has ${usages.length > 0 ? `the usages ${usages.join(', ')}` : 'no usages'}, without server auth${isServed || isIngress ? '' : ', though it is made out to hosts'}: iPhones and Macs refuse it`,
            isIngress
              ? `set the annotation ${JSON.stringify('cert-manager.io/usages')} to "digital signature,key encipherment,server auth"`
              : undefined,
          ),
        ]),
    ...(hosts.length > 0
      ? []
      : [
          found(
            'dnsNames',
            `${name} names no host in dnsNames or ipAddresses; no browser reads commonName`,
            'add the host to dnsNames',
          ),
        ]),
    ...(days > maxDays
      ? [
          found(
            'duration',
            `${name} is valid for ${Math.round(days)} days; iPhones and Macs accept at most ${maxDays}`,
            `write at most "${maxDays * 24}h"; cert-manager renews it by itself`,
          ),
        ]
      : []),
  ]
}

/** Names of Services are met by programs in pods alone. */
function isForPeople(host: string): boolean {
  return host.includes('.') && !/\.svc(\.|$)/.test(host)
}

/** Issuers of the tree that sign with a key of one's own. */
function ownAuthorities(objects: readonly KubeObject[]): Set<string> {
  return new Set(
    objects.flatMap(({ apiVersion, kind, metadata, spec }) => {
      const { ca, selfSigned } = asMap(spec)
      const group = groupOf(apiVersion)
      return group === 'cert-manager.io' && (ca || selfSigned)
        ? [issuerKey({ group, kind, name: metadata.name }, metadata.namespace)]
        : []
    }),
  )
}

function issuerKey({ group, kind, name }: WantedCertificate['issuer'], namespace: string | undefined): string {
  return `${group}/${kind}/${kind === 'Issuer' ? namespace : ''}/${name}`
}

function secretOf({ kind, spec }: KubeObject): string | undefined {
  return kind === 'Certificate' ? asFilledText(asMap(spec).secretName) : undefined
}

/** Secrets that routes serve: of an Ingress, of Traefik's routes and of its default certificate. */
function servedSecrets({ metadata, spec }: KubeObject): string[] {
  const { tls, defaultCertificate } = asMap(spec)
  const named = [...asMaps(tls), asMap(tls), asMap(defaultCertificate)].map((entry) => asFilledText(entry.secretName))
  return named.filter((name) => name !== undefined).map((name) => `${metadata.namespace}/${name}`)
}
