import ipaddr from 'ipaddr.js'
import { literal, variant } from 'valibot'
import type { App } from '../../app/app.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import { isDnsName } from '../../cluster/names.ts'
import { formatPath } from '../../cluster/path.ts'
import { quote } from '../../cluster/problem.ts'
import {
  anything,
  flag,
  inMapping,
  listOf,
  members,
  object,
  oneOf,
  optional,
  record,
  text,
} from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'
import type { CertManager } from '../cert-manager/cert-manager.ts'
import type { TrustManager } from '../trust-manager/trust-manager.ts'
import type { Dns01 } from './dns01.ts'

export interface LabPkiProps {
  readonly certManager: CertManager
  readonly trustManager: TrustManager
  /**
   * Signs with an intermediate CA: the key of the root, which every device trusts for years, then never enters the
   * cluster. @default false
   */
  readonly intermediate?: boolean
  /** Hosts below domains of yours get certificates that every device knows already. @default the lab's CA signs for all */
  readonly letsEncrypt?: LetsEncryptProps
}

export interface LetsEncryptProps {
  /** Let's Encrypt keeps it with the account; it sends no mail about certificates that end. */
  readonly email: string
  /** Public domains that are yours, each with what serves its DNS: hosts in and below them are meant. */
  readonly domains: Readonly<Record<string, Dns01>>
  /** Certificates for trying, which no device trusts; the limits of the real ones are a few per week. @default false */
  readonly staging?: boolean
  /**
   * DNS servers that cert-manager asks whether its record can be seen. Not those of your LAN: they answer for your hosts
   * themselves. @default ['1.1.1.1:53', '9.9.9.9:53']
   */
  readonly nameservers?: readonly string[]
}

const letsEncryptInvalid = defineRule('lets-encrypt-invalid', 'error', {
  title: 'a domain, the e-mail address or a name server of `letsEncrypt` cannot be used',
  why: "Let's Encrypt refuses the account or every certificate, and no host below the domain gets one.",
  remedy: 'Name a domain that you have registered, or leave it out: the lab CA signs for the others.',
})

const staging = defineRule('lets-encrypt-staging', 'warning', {
  title: "certificates come from Let's Encrypt's staging environment",
  why: 'No device trusts them, and no program of the cluster does: signing in fails.',
  remedy: 'Leave `staging` out once the certificates arrive.',
  accept: 'While you try whether DNS-01 works.',
})

export const labPkiRules = [letsEncryptInvalid, staging]

const credentials = { secret: optional(text) }

const dns01 = inMapping(
  variant('provider', [
    members({ provider: literal('cloudflare'), ...credentials }),
    members({ provider: literal('digitalocean'), ...credentials }),
    members({
      provider: literal('route53'),
      region: text,
      hostedZoneID: optional(text),
      role: optional(text),
      ...credentials,
    }),
    members({
      provider: literal('rfc2136'),
      nameserver: text,
      tsigKeyName: text,
      tsigAlgorithm: optional(oneOf('HMACMD5', 'HMACSHA1', 'HMACSHA256', 'HMACSHA512')),
      protocol: optional(oneOf('TCP', 'UDP')),
      ...credentials,
    }),
    members({ provider: literal('acmedns'), host: text, ...credentials }),
    members({ provider: literal('other'), dns01: record(anything), secrets: optional(record(record(text))) }),
  ]),
)

const shape: PropsShape<LabPkiProps> = {
  certManager: appReference<CertManager>('the app CertManager'),
  trustManager: appReference<TrustManager>('the app TrustManager'),
  intermediate: optional(flag),
  letsEncrypt: optional(
    object({ email: text, domains: record(dns01), staging: optional(flag), nameservers: optional(listOf(text)) }),
  ) as PropsShape<LabPkiProps>['letsEncrypt'],
}

const examples = {
  'letsEncrypt.email': "'you@example.org'",
  'letsEncrypt.domains': "{ 'example.org': { provider: 'cloudflare' } }",
}

/** Reads the props of `app`, and reports all that is wrong with them. */
export function readLabPkiProps(app: App, props: LabPkiProps): LabPkiProps {
  const read = readProps(app, shape, props, examples)
  if (read.letsEncrypt) judgeLetsEncrypt(app, read.letsEncrypt)
  return read
}

function judgeLetsEncrypt(app: App, letsEncrypt: LetsEncryptProps): void {
  const refuse = (path: readonly (string | number)[], message: string, remedy?: string) =>
    app.report(letsEncryptInvalid.problem(formatPath(['letsEncrypt', ...path]), message, remedy))
  const { email, domains, nameservers = [] } = letsEncrypt
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    refuse(['email'], `${quote(email)} is not an e-mail address`, "Write yours, such as 'you@example.org'.")
  }
  const names = Object.keys(domains)
  if (names.length === 0)
    refuse(['domains'], 'no domain was given', `Write one of yours: ${examples['letsEncrypt.domains']}`)
  for (const name of names) {
    const why = isDnsName(name) && name.includes('.') ? notPublic(name) : 'is not the name of a domain'
    if (why) refuse(['domains', name], `${quote(name)} ${why}`)
  }
  for (const [index, server] of nameservers.entries()) {
    const [, address = '', port] = /^(?:\[?)(.+?)(?:\]?):(\d+)$/.exec(server) ?? []
    if (server.startsWith('https://') || (ipaddr.isValid(address) && Number(port) < 65536)) continue
    refuse(
      ['nameservers', index],
      `${quote(server)} is not a name server; allowed are an address with a port, or a URL of DNS over HTTPS`,
      "Write e.g. '1.1.1.1:53'.",
    )
  }
  if (letsEncrypt.staging) {
    app.report(staging.problem('letsEncrypt.staging', "certificates come from Let's Encrypt's staging environment"))
  }
}

/** Domains that nobody can register. @see https://www.iana.org/assignments/special-use-domain-names */
const reserved = ['arpa', 'home', 'internal', 'invalid', 'lan', 'local', 'localdomain', 'localhost', 'onion', 'test']

function notPublic(name: string): string | undefined {
  const last = name.split('.').at(-1) ?? ''
  if (!reserved.includes(last)) return undefined
  return `ends in .${last}, which is no part of the public DNS: nobody can own it`
}
