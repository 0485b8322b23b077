/**
 * A sign-in service that Dex asks who somebody is: the fields of Dex's connector under Dex's names, without what is
 * secret (the bootstrap asks for it) and what follows from the cluster.
 *
 * @see https://dexidp.io/docs/connectors/
 */
export type Connector =
  | GitHubConnector
  | GoogleConnector
  | MicrosoftConnector
  | GitLabConnector
  | GiteaConnector
  | BitbucketConnector
  | LinkedInConnector
  | OpenShiftConnector
  | OidcConnector
  | OAuthConnector
  | SamlConnector
  | LdapConnector
  | KeystoneConnector
  | CrowdConnector
  | AuthProxyConnector

interface Common<Type extends string> {
  readonly type: Type
  /** Part of the callback and of the names of Secrets; must never change, because people are known by it. */
  readonly id: string
  /** On the button. */
  readonly name: string
  /** Fields of Dex's connector that this definition has no word for; their names are not checked. @default none */
  readonly more?: Readonly<Record<string, unknown>>
}

interface Org {
  readonly name: string
  /** @default all */
  readonly teams?: readonly string[]
}

export interface GitHubConnector extends Common<'github'> {
  /** Only members may sign in; only those of `teams`, where they are given. */
  readonly orgs: readonly Org[]
  /** Whether teams of other organisations count as groups, too. @default false */
  readonly loadAllGroups?: boolean
  /** Whether people are known by their login rather than by a number; logins can change hands. @default false */
  readonly useLoginAsID?: boolean
  /** Domain of the address that is taken, where somebody has several. @default the primary address */
  readonly preferredEmailDomain?: string
  /** Host of a GitHub Enterprise. @default github.com */
  readonly hostName?: string
}

export interface GoogleConnector extends Common<'google'> {
  /** Workspace domains whose people may sign in. @default anybody with a Google account */
  readonly hostedDomains?: readonly string[]
  /** Only members may sign in; needs `domainToAdminEmail`. @default everybody */
  readonly groups?: readonly string[]
  /**
   * Workspace domain, or `*` -> administrator for whom a service account reads the groups. The bootstrap asks for the
   * account's key file. @default groups are not read
   */
  readonly domainToAdminEmail?: Readonly<Record<string, string>>
  /** Whether groups inside groups count. @default false */
  readonly fetchTransitiveGroupMembership?: boolean
  /** @default consent */
  readonly promptType?: string
  /** @default profile and email */
  readonly scopes?: readonly string[]
}

export interface MicrosoftConnector extends Common<'microsoft'> {
  /** Id or domain of the organisation; `common`, `consumers` and `organizations` let in strangers. */
  readonly tenant: string
  /** @default false */
  readonly onlySecurityGroups?: boolean
  /** Only members may sign in. @default everybody of the tenant */
  readonly groups?: readonly string[]
  /** @default name */
  readonly groupNameFormat?: 'id' | 'name'
  /** Whether only `groups` are passed on. @default false */
  readonly useGroupsAsWhitelist?: boolean
  /** @default false */
  readonly emailToLowercase?: boolean
  readonly promptType?: string
  readonly domainHint?: string
  /** @default openid, profile and email */
  readonly scopes?: readonly string[]
}

export interface GitLabConnector extends Common<'gitlab'> {
  /** @default https://gitlab.com */
  readonly baseURL?: string
  /** Only members may sign in. @default everybody with an account there */
  readonly groups?: readonly string[]
  /** @default false */
  readonly useLoginAsID?: boolean
  /** Whether groups are also passed on with the role: `group:owner`. @default false */
  readonly getGroupsPermission?: boolean
}

export interface GiteaConnector extends Common<'gitea'> {
  /** Of Gitea or Forgejo. @default https://gitea.com */
  readonly baseURL?: string
  /** Only members may sign in. @default everybody with an account there */
  readonly orgs?: readonly Org[]
  /** @default false */
  readonly loadAllGroups?: boolean
  /** @default false */
  readonly useLoginAsID?: boolean
}

export interface BitbucketConnector extends Common<'bitbucket-cloud'> {
  /** Only members may sign in. @default everybody with an account there */
  readonly teams?: readonly string[]
  /** @default false */
  readonly includeTeamGroups?: boolean
}

/** Everybody with an account there may sign in, and nobody has groups. */
export interface LinkedInConnector extends Common<'linkedin'> {}

export interface OpenShiftConnector extends Common<'openshift'> {
  /** URL of the cluster's API. */
  readonly issuer: string
  /** Only members may sign in. @default everybody there */
  readonly groups?: readonly string[]
}

export interface OidcConnector extends Common<'oidc'> {
  readonly issuer: string
  /** @default what Dex asks for: profile and email */
  readonly scopes?: readonly string[]
  /** Only members may sign in. @default everybody there */
  readonly allowedGroups?: readonly string[]
  /** Whether claims come from the user info endpoint, too. @default false */
  readonly getUserInfo?: boolean
  /** @default sub */
  readonly userIDKey?: string
  /** @default name */
  readonly userNameKey?: string
  /** @default consent */
  readonly promptType?: string
  readonly acrValues?: readonly string[]
  /** Whether an address counts although the service says that it was not verified, or nothing. @default false */
  readonly insecureSkipEmailVerified?: boolean
  /** @default found out */
  readonly basicAuthUnsupported?: boolean
  /** What tokens call the issuer, where discovery says something else. @default the issuer */
  readonly issuerAlias?: string
  readonly providerDiscoveryOverrides?: {
    readonly tokenURL?: string
    readonly authURL?: string
    readonly jwksURL?: string
  }
  /** Whether `claimMapping` counts although the usual claim is there. @default false */
  readonly overrideClaimMapping?: boolean
  readonly claimMapping?: {
    /** @default preferred_username */
    readonly preferred_username?: string
    /** @default email */
    readonly email?: string
    /** @default groups */
    readonly groups?: string
  }
  readonly claimModifications?: {
    /** Groups that are made of other claims. */
    readonly newGroupFromClaims?: readonly {
      readonly claims: readonly string[]
      readonly delimiter?: string
      readonly clearDelimiter?: boolean
      readonly prefix?: string
    }[]
    /** Only groups that match are passed on. */
    readonly filterGroupClaims?: { readonly groupsFilter: string }
  }
}

export interface OAuthConnector extends Common<'oauth'> {
  readonly authorizationURL: string
  readonly tokenURL: string
  readonly userInfoURL: string
  readonly scopes?: readonly string[]
  /** @default id */
  readonly userIDKey?: string
  readonly claimMapping?: {
    /** @default user_name */
    readonly userNameKey?: string
    /** @default preferred_username */
    readonly preferredUsernameKey?: string
    /** @default groups */
    readonly groupsKey?: string
    /** @default email */
    readonly emailKey?: string
    /** @default email_verified */
    readonly emailVerifiedKey?: string
  }
}

export interface SamlConnector extends Common<'saml'> {
  readonly ssoURL: string
  /** The certificate that answers are signed with: its PEM, in base64. */
  readonly caData: string
  readonly usernameAttr: string
  readonly emailAttr: string
  /** @default the callback URL */
  readonly entityIssuer?: string
  /** @default not checked */
  readonly ssoIssuer?: string
  /** @default groups are not read */
  readonly groupsAttr?: string
  /** @default each group is a value of its own */
  readonly groupsDelim?: string
  /** Only members may sign in. @default everybody there */
  readonly allowedGroups?: readonly string[]
  /** Whether only `allowedGroups` are passed on. @default false */
  readonly filterGroups?: boolean
  /** @default persistent */
  readonly nameIDPolicyFormat?: string
}

export interface LdapConnector extends Common<'ldap'> {
  /** host:port; at 636 TLS from the first byte, at any other StartTLS */
  readonly host: string
  readonly bindDN: string
  /** Above the field for the name. @default Username */
  readonly usernamePrompt?: string
  readonly userSearch: {
    readonly baseDN: string
    readonly filter?: string
    readonly username: string
    /** @default sub */
    readonly scope?: 'sub' | 'one'
    /** @default mail */
    readonly emailAttr?: string
    /** Put after the name, where there is no attribute with an address. @default none */
    readonly emailSuffix?: string
    /** @default DN */
    readonly idAttr?: string
    /** @default cn */
    readonly nameAttr?: string
    readonly preferredUsernameAttr?: string
  }
  /** @default groups are not read */
  readonly groupSearch?: {
    readonly baseDN: string
    readonly filter?: string
    /** @default sub */
    readonly scope?: 'sub' | 'one'
    readonly userAttr: string
    readonly groupAttr: string
    readonly nameAttr: string
  }
}

export interface KeystoneConnector extends Common<'keystone'> {
  /** URL with the port. */
  readonly keystoneHost: string
  readonly domain: string
  readonly keystoneUsername: string
}

export interface CrowdConnector extends Common<'atlassian-crowd'> {
  readonly baseURL: string
  /** Only members may sign in. @default everybody there */
  readonly groups?: readonly string[]
  /** @default none is passed on */
  readonly preferredUsernameField?: 'key' | 'name' | 'email'
  /** @default Username */
  readonly usernamePrompt?: string
}

/**
 * Believes headers of the request. Whoever reaches Dex without the proxy that sets them is whoever they want to be.
 */
export interface AuthProxyConnector extends Common<'authproxy'> {
  /** One sentence: what keeps people from sending the headers themselves. */
  readonly headersTrustedBecause: string
  /** @default X-Remote-User */
  readonly userHeader?: string
  /** @default X-Remote-User-Id */
  readonly userIDHeader?: string
  /** @default X-Remote-User-Name */
  readonly userNameHeader?: string
  /** @default X-Remote-User-Email */
  readonly emailHeader?: string
  /** @default X-Remote-Group */
  readonly groupHeader?: string
  /** Groups that everybody has. @default none */
  readonly staticGroups?: readonly string[]
}
