import { defineRule, type Problem } from '../../finding/rule.ts'
import type { Connector } from '../cluster.ts'
import type { Partly } from '../draft.ts'
import { quote } from '../problem.ts'

export const connectorOpen = defineRule('connector-open-to-everyone', 'warning', {
  title: 'a connector lets in everybody who has an account there',
  why: 'Everybody who has an account at a public service could sign in.',
  remedy: 'Name those who belong here.',
})

/** Tenants of Microsoft that are no organisation. */
const anyTenant = ['common', 'consumers', 'organizations']

/** Says when a connector of a public service lets in strangers. */
export function checkOpenness(connector: Partly<Connector>, path: string): Problem[] {
  const everybody = (field: string, who: string, remedy: string) => [
    connectorOpen.problem(
      `${path}.${field}`,
      `${field} names nobody, so everybody with a ${who} account can sign in`,
      remedy,
    ),
  ]
  const { type } = connector
  if (type === 'github' && connector.orgs?.length === 0) {
    return everybody('orgs', 'GitHub', 'Name your organisation there.')
  }
  if (type === 'google' && !connector.hostedDomains?.length && !connector.groups?.length) {
    return everybody('hostedDomains', 'Google', 'Name your domain there.')
  }
  if (type === 'microsoft' && connector.tenant !== undefined && anyTenant.includes(connector.tenant)) {
    const message = `${quote(connector.tenant)} is not one organisation: everybody with a Microsoft account of that kind can sign in`
    return [connectorOpen.problem(`${path}.tenant`, message, 'Write the id of your tenant.')]
  }
  if (type === 'gitlab' && hostOf(connector.baseURL ?? 'https://gitlab.com') === 'gitlab.com') {
    return connector.groups?.length ? [] : everybody('groups', 'GitLab', 'Name your group there.')
  }
  if (type === 'gitea' && hostOf(connector.baseURL ?? 'https://gitea.com') === 'gitea.com') {
    return connector.orgs?.length ? [] : everybody('orgs', 'gitea.com', 'Name your organisation there.')
  }
  if (type === 'bitbucket-cloud' && !connector.teams?.length) {
    return everybody('teams', 'Bitbucket', 'Name your workspace there.')
  }
  if (type === 'linkedin') {
    const message = 'LinkedIn knows no groups, so everybody with an account there can sign in'
    return [connectorOpen.problem(path, message, 'Leave it out, or see that no app lets in whoever has signed in.')]
  }
  return []
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
