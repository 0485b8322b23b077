import { defineRule, type Problem } from '../../finding/rule.ts'
import type { Connector } from '../cluster.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Partly, placed } from '../draft.ts'
import { isDnsLabel, isDnsName } from '../names.ts'
import { duplicates, quote } from '../problem.ts'
import { checkCompanions, connectorSettingUseless } from './connector-companions.ts'
import { checkMore, connectorMoreRefused } from './connector-more.ts'
import { checkOpenness, connectorOpen } from './connector-openness.ts'

const duplicate = defineRule('connector-id-duplicate', 'error', {
  title: 'two connectors have one id',
  why: 'Dex would not start.',
  remedy: 'Give each connector an id of its own.',
})

const idInvalid = defineRule('connector-id-invalid', 'error', {
  title: 'the id of a connector is not legal',
  why: "It is part of the callback URL; `local` is Dex's own.",
  remedy: 'Write it like "github".',
})

const issuerInvalid = defineRule('connector-issuer-invalid', 'error', {
  title: 'an issuer is not an https URL without query and fragment',
  why: 'OpenID Connect demands https, without query and fragment.',
  remedy: 'Copy "issuer" from its /.well-known/openid-configuration.',
})

const hostInvalid = defineRule('connector-host-invalid', 'error', {
  title: 'the host of a connector is not `host:port`',
  why: 'Dex wants `host:port`.',
  remedy: 'Write it like "ldap.home.arpa:636".',
})

const urlInvalid = defineRule('connector-url-invalid', 'error', {
  title: 'a URL of a connector is not an https URL',
  why: 'Passwords and tokens go there.',
  remedy: 'Write it in full, with https; the CA of the lab is trusted.',
})

const certificateInvalid = defineRule('connector-certificate-invalid', 'error', {
  title: 'the certificate of a SAML service is not one',
  why: 'Dex would not start.',
  remedy: 'Write the output of "base64 -w0 certificate.pem".',
})

const headersTrusted = defineRule('connector-headers-trusted', 'error', {
  title: 'nobody says why the headers of a connector can be believed',
  why: 'Whoever can send them signs in as anybody.',
  remedy: 'Say in one sentence what removes these headers from the requests of visitors, or leave the connector out.',
})

/** Upstream sign-in services can be told apart, reached, and let in only those who belong here. */
export const checkConnectors: DefinitionCheck = {
  rules: [
    ...[duplicate, idInvalid, issuerInvalid, hostInvalid, urlInvalid, connectorOpen, connectorSettingUseless],
    ...[certificateInvalid, headersTrusted, connectorMoreRefused],
  ],
  run({ identity }) {
    const all = placed(identity?.connectors, 'identity.connectors')
    return [
      ...all.flatMap(({ value, path }) => [...checkId(value.id, `${path}.id`), ...checkKind(value, path)]),
      ...duplicates(
        all,
        ({ value }) => value.id,
        ({ value, path }, earlier) =>
          duplicate.problem(`${path}.id`, `${quote(value.id)} is the id of ${earlier.path} already`),
      ),
    ]
  },
}

function checkId(id: string | undefined, path: string): Problem[] {
  if (id === undefined) return []
  if (id === 'local') {
    return [idInvalid.problem(path, '"local" is what Dex calls its own users; allowed is any other id')]
  }
  if (isDnsLabel(id)) return []
  return [idInvalid.problem(path, `${quote(id)} is not an id; allowed are at most 63 of a-z, 0-9 and -`)]
}

function checkKind(connector: Partly<Connector>, path: string): Problem[] {
  return [
    ...checkUrls(connector, path),
    ...checkOpenness(connector, path),
    ...checkCompanions(connector, path),
    ...checkMore(connector, path),
    ...(connector.type === 'oidc' ? checkIssuer(connector.issuer, `${path}.issuer`) : []),
    ...(connector.type === 'ldap' ? checkHost(connector.host, `${path}.host`) : []),
    ...(connector.type === 'saml' ? checkCertificate(connector.caData, `${path}.caData`) : []),
    ...(connector.type === 'authproxy' ? checkHeaders(connector.headersTrustedBecause, path) : []),
  ]
}

const urlFields = ['baseURL', 'authorizationURL', 'tokenURL', 'userInfoURL', 'ssoURL', 'keystoneHost'] as const

function checkUrls(connector: Partly<Connector>, path: string): Problem[] {
  const openshift = connector.type === 'openshift' ? [['issuer', connector.issuer] as const] : []
  return [...urlFields.map((field) => [field, Reflect.get(connector, field)] as const), ...openshift].flatMap(
    ([field, url]) => {
      if (typeof url !== 'string' || (/^https:\/\/[^\s@]+$/.test(url) && URL.canParse(url))) return []
      return [urlInvalid.problem(`${path}.${field}`, `${quote(url)} is not an https URL`)]
    },
  )
}

function checkCertificate(data: string | undefined, path: string): Problem[] {
  if (data === undefined) return []
  const text = /^[A-Za-z0-9+/]+=*$/.test(data) ? Buffer.from(data, 'base64').toString('latin1') : ''
  if (/^-----BEGIN CERTIFICATE-----\s/.test(text)) return []
  return [certificateInvalid.problem(path, 'it is not the PEM of a certificate in base64')]
}

function checkHeaders(because: string | undefined, path: string): Problem[] {
  if (because === undefined || because.trim().split(/\s+/).length > 2) return []
  return [
    headersTrusted.problem(`${path}.headersTrustedBecause`, `${quote(because)} does not say why they can be believed`),
  ]
}

function checkIssuer(issuer: string | undefined, path: string): Problem[] {
  if (issuer === undefined || (/^https:\/\/[^\s?#@]+$/.test(issuer) && URL.canParse(issuer))) return []
  const message = `${quote(issuer)} is not an issuer; allowed is an https URL without query, fragment and user`
  return [issuerInvalid.problem(path, message)]
}

function checkHost(host: string | undefined, path: string): Problem[] {
  if (host === undefined) return []
  const [name = '', port] = host.split(':')
  const portOk = /^\d{1,5}$/.test(port ?? '') && Number(port) >= 1 && Number(port) <= 65535
  if (isDnsName(name) && portOk && host.split(':').length === 2) return []
  return [hostInvalid.problem(path, `${quote(host)} is not a host and port; allowed is host:port without a scheme`)]
}
