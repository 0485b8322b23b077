import { defineRule, type Problem } from '../../finding/rule.ts'
import type { Connector } from '../cluster.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Partly, placed } from '../draft.ts'
import { isDnsLabel, isDnsName } from '../names.ts'
import { duplicates, quote } from '../problem.ts'

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

const open = defineRule('connector-open-to-everyone', 'warning', {
  title: 'a connector lets in everybody who has an account there',
  why: 'Everybody with a GitHub account could sign in.',
  remedy: 'Add your organisation.',
})

/** Upstream sign-in services can be told apart, reached, and let in only those who belong here. */
export const checkConnectors: DefinitionCheck = {
  rules: [duplicate, idInvalid, issuerInvalid, hostInvalid, open],
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
  if (connector.type === 'oidc') return checkIssuer(connector.issuer, `${path}.issuer`)
  if (connector.type === 'ldap') return checkHost(connector.host, `${path}.host`)
  if (connector.type !== 'github' || connector.orgs?.length !== 0) return []
  const message = '[] names no organisation, so everybody with a GitHub account can sign in'
  return [open.problem(`${path}.orgs`, message)]
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
