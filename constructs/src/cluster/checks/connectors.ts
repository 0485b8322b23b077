import type { Connector } from '../cluster.ts'
import { type Draft, type Partly, placed } from '../draft.ts'
import { isDnsLabel, isDnsName } from '../names.ts'
import { duplicates, errorRule, type Problem, quote, warningRule } from '../problem.ts'

const duplicate = errorRule('connector-id-duplicate')
const idInvalid = errorRule('connector-id-invalid')
const issuerInvalid = errorRule('connector-issuer-invalid')
const hostInvalid = errorRule('connector-host-invalid')
const open = warningRule('connector-open-to-everyone')

/** Upstream sign-in services can be told apart, reached, and let in only those who belong here. */
export function checkConnectors({ identity }: Draft): Problem[] {
  const all = placed(identity?.connectors, 'identity.connectors')
  return [
    ...all.flatMap(({ value, path }) => [...checkId(value.id, `${path}.id`), ...checkKind(value, path)]),
    ...duplicates(
      all,
      ({ value }) => value.id,
      ({ value, path }, earlier) =>
        duplicate(
          `${path}.id`,
          `${quote(value.id)} is the id of ${earlier.path} already`,
          'Give each connector an id of its own.',
        ),
    ),
  ]
}

function checkId(id: string | undefined, path: string): Problem[] {
  if (id === undefined) return []
  if (id === 'local') {
    return [
      idInvalid(path, '"local" is what Dex calls its own users; allowed is any other id', 'Write it like "github".'),
    ]
  }
  if (isDnsLabel(id)) return []
  return [idInvalid(path, `${quote(id)} is no id; allowed are at most 63 of a-z, 0-9 and -`, 'Write it like "github".')]
}

function checkKind(connector: Partly<Connector>, path: string): Problem[] {
  if (connector.type === 'oidc') return checkIssuer(connector.issuer, `${path}.issuer`)
  if (connector.type === 'ldap') return checkHost(connector.host, `${path}.host`)
  if (connector.type !== 'github' || connector.orgs?.length !== 0) return []
  const message = '[] names no organisation, so everybody with a GitHub account can sign in'
  return [open(`${path}.orgs`, message, 'Add your organisation.')]
}

function checkIssuer(issuer: string | undefined, path: string): Problem[] {
  if (issuer === undefined || (/^https:\/\/[^\s?#@]+$/.test(issuer) && URL.canParse(issuer))) return []
  const message = `${quote(issuer)} is no issuer; allowed is an https URL without query, fragment and user`
  return [issuerInvalid(path, message, 'Copy "issuer" from its /.well-known/openid-configuration.')]
}

function checkHost(host: string | undefined, path: string): Problem[] {
  if (host === undefined) return []
  const [name = '', port] = host.split(':')
  const portOk = /^\d{1,5}$/.test(port ?? '') && Number(port) >= 1 && Number(port) <= 65535
  if (isDnsName(name) && portOk && host.split(':').length === 2) return []
  return [
    hostInvalid(
      path,
      `${quote(host)} is no host and port; allowed is host:port without a scheme`,
      'Write it like "ldap.home.arpa:636".',
    ),
  ]
}
