import * as v from 'valibot'
import { anything, flag, inMapping, listOf, members, object, oneOf, optional, record, text, texts } from './shapes.ts'

/** A connector of `type`, with its fields beside those that all have. */
function connector<const Type extends string, const Entries extends v.ObjectEntries>(type: Type, entries: Entries) {
  return members({ type: v.literal(type), id: text, name: text, ...entries, more: optional(record(anything)) })
}

const orgs = listOf(object({ name: text, teams: optional(texts) }))
const scope = optional(oneOf('sub', 'one'))

/** The shape of `identity.connectors[…]`, by `type`: see the types of the same names. */
export const connectorSchema = inMapping(
  v.variant('type', [
    connector('github', {
      orgs,
      loadAllGroups: optional(flag),
      useLoginAsID: optional(flag),
      preferredEmailDomain: optional(text),
      hostName: optional(text),
    }),
    connector('google', {
      hostedDomains: optional(texts),
      groups: optional(texts),
      domainToAdminEmail: optional(record(text)),
      fetchTransitiveGroupMembership: optional(flag),
      promptType: optional(text),
      scopes: optional(texts),
    }),
    connector('microsoft', {
      tenant: text,
      onlySecurityGroups: optional(flag),
      groups: optional(texts),
      groupNameFormat: optional(oneOf('id', 'name')),
      useGroupsAsWhitelist: optional(flag),
      emailToLowercase: optional(flag),
      promptType: optional(text),
      domainHint: optional(text),
      scopes: optional(texts),
    }),
    connector('gitlab', {
      baseURL: optional(text),
      groups: optional(texts),
      useLoginAsID: optional(flag),
      getGroupsPermission: optional(flag),
    }),
    connector('gitea', {
      baseURL: optional(text),
      orgs: optional(orgs),
      loadAllGroups: optional(flag),
      useLoginAsID: optional(flag),
    }),
    connector('bitbucket-cloud', { teams: optional(texts), includeTeamGroups: optional(flag) }),
    connector('linkedin', {}),
    connector('openshift', { issuer: text, groups: optional(texts) }),
    connector('oidc', {
      issuer: text,
      scopes: optional(texts),
      allowedGroups: optional(texts),
      getUserInfo: optional(flag),
      userIDKey: optional(text),
      userNameKey: optional(text),
      promptType: optional(text),
      acrValues: optional(texts),
      insecureSkipEmailVerified: optional(flag),
      basicAuthUnsupported: optional(flag),
      issuerAlias: optional(text),
      providerDiscoveryOverrides: optional(
        object({ tokenURL: optional(text), authURL: optional(text), jwksURL: optional(text) }),
      ),
      overrideClaimMapping: optional(flag),
      claimMapping: optional(
        object({ preferred_username: optional(text), email: optional(text), groups: optional(text) }),
      ),
      claimModifications: optional(
        object({
          newGroupFromClaims: optional(
            listOf(
              object({
                claims: texts,
                delimiter: optional(text),
                clearDelimiter: optional(flag),
                prefix: optional(text),
              }),
            ),
          ),
          filterGroupClaims: optional(object({ groupsFilter: text })),
        }),
      ),
    }),
    connector('oauth', {
      authorizationURL: text,
      tokenURL: text,
      userInfoURL: text,
      scopes: optional(texts),
      userIDKey: optional(text),
      claimMapping: optional(
        object({
          userNameKey: optional(text),
          preferredUsernameKey: optional(text),
          groupsKey: optional(text),
          emailKey: optional(text),
          emailVerifiedKey: optional(text),
        }),
      ),
    }),
    connector('saml', {
      ssoURL: text,
      caData: text,
      usernameAttr: text,
      emailAttr: text,
      entityIssuer: optional(text),
      ssoIssuer: optional(text),
      groupsAttr: optional(text),
      groupsDelim: optional(text),
      allowedGroups: optional(texts),
      filterGroups: optional(flag),
      nameIDPolicyFormat: optional(text),
    }),
    connector('ldap', {
      host: text,
      bindDN: text,
      usernamePrompt: optional(text),
      userSearch: object({
        baseDN: text,
        filter: optional(text),
        username: text,
        scope,
        emailAttr: optional(text),
        emailSuffix: optional(text),
        idAttr: optional(text),
        nameAttr: optional(text),
        preferredUsernameAttr: optional(text),
      }),
      groupSearch: optional(
        object({ baseDN: text, filter: optional(text), scope, userAttr: text, groupAttr: text, nameAttr: text }),
      ),
    }),
    connector('keystone', { keystoneHost: text, domain: text, keystoneUsername: text }),
    connector('atlassian-crowd', {
      baseURL: text,
      groups: optional(texts),
      preferredUsernameField: optional(oneOf('key', 'name', 'email')),
      usernamePrompt: optional(text),
    }),
    connector('authproxy', {
      headersTrustedBecause: text,
      userHeader: optional(text),
      userIDHeader: optional(text),
      userNameHeader: optional(text),
      emailHeader: optional(text),
      groupHeader: optional(text),
      staticGroups: optional(texts),
    }),
  ]),
)
