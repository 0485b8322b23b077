import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'

/** The part of Dex's configuration that decides who may sign in where. */
export interface DexConfig {
  readonly issuer: string
  readonly staticClients: readonly {
    readonly id: string
    readonly public?: boolean
    /** Environment variable that holds the secret. */
    readonly secretEnv?: string
    readonly redirectURIs: readonly string[]
  }[]
  readonly staticPasswords: readonly Person[]
}

export interface Person {
  readonly email: string
  readonly emailVerified: boolean
  readonly username: string
  readonly userID: string
  readonly groups: readonly string[]
}

export interface DexStandInOptions {
  /** As rendered. */
  readonly config: DexConfig
  /** Values of the variables that `config` names. */
  readonly env: Readonly<Record<string, string>>
  /** By e-mail address. */
  readonly passwords: Readonly<Record<string, string>>
  /** Where it listens, in clear, as Dex does behind Traefik. */
  readonly address: string
}

type Context = Parameters<Parameters<Provider['use']>[0]>[0]

/** Scopes that Dex knows; it refuses a request for any other. */
const scopes = ['openid', 'offline_access', 'email', 'profile', 'groups']

/**
 * Stands in for Dex, whose releases no package registry serves: `oidc-provider` with the clients and people of our
 * rendered configuration, as strict as Dex's source is about client, redirect URI and scopes, and stricter about PKCE,
 * which Dex leaves to the client. What it cannot show is that Dex reads our file.
 *
 * @see https://github.com/dexidp/dex/blob/v2.45.1/server/oauth2.go
 */
export class DexStandIn {
  readonly port: number
  /** Puts this audience into the ID tokens, as only a broken or hostile provider would. */
  forgedAudience: string | undefined
  readonly #close: () => void

  private constructor(port: number, close: () => void) {
    this.port = port
    this.#close = close
  }

  static async start({ config, env, passwords, address }: DexStandInOptions): Promise<DexStandIn> {
    // Dex signs with RS256.
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const jwk = { ...(await exportJWK(privateKey)), kid: 'stand-in', alg: 'RS256', use: 'sig' }
    const provider = new Provider(config.issuer, configuration(config, env, jwk))
    // Traefik ends TLS.
    provider.proxy = true
    provider.use(async (ctx, next) => {
      if (ctx.path === '/auth') refuseAsDexDoes(ctx)
      if (ctx.path.startsWith('/login/')) return signIn(provider, ctx, config, passwords)
      await next()
      if (ctx.path === '/token' && standIn.forgedAudience) {
        const body = ctx.body as { id_token: string }
        const claims = { ...decodeJwt(body.id_token), aud: standIn.forgedAudience }
        const header = { alg: jwk.alg, kid: jwk.kid }
        body.id_token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
      }
    })
    const server = createServer(provider.callback())
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve))
    const standIn = new DexStandIn((server.address() as AddressInfo).port, () => {
      server.close()
      server.closeAllConnections()
    })
    return standIn
  }

  stop(): void {
    this.#close()
  }
}

function configuration(config: DexConfig, env: DexStandInOptions['env'], jwk: object): Configuration {
  return {
    clients: config.staticClients.map((client) => ({
      client_id: client.id,
      redirect_uris: [...client.redirectURIs],
      response_types: ['code' as const],
      grant_types: ['authorization_code', 'refresh_token'],
      ...(client.public
        ? // A desktop's: plain HTTP to the machine itself.
          { token_endpoint_auth_method: 'none' as const, application_type: 'native' as const }
        : { token_endpoint_auth_method: 'client_secret_basic' as const, client_secret: secretOf(client, env) }),
    })),
    routes: { authorization: '/auth', token: '/token', jwks: '/keys', userinfo: '/userinfo' },
    jwks: { keys: [jwk] },
    cookies: { keys: ['stand-in'] },
    scopes,
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    // In the ID token, where Dex puts them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    // `expiry.idTokens`; what only lives during a sign-in outlives any test.
    ttl: Object.fromEntries(
      ['AccessToken', 'AuthorizationCode', 'Grant', 'IdToken', 'Interaction', 'Session'].map((what) => [what, 86_400]),
    ),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
    // `skipApprovalScreen: true`
    loadExistingGrant: async ({ oidc: { provider, client, session, params } }) => {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
      grant.addOIDCScope(String(params?.scope))
      await grant.save()
      return grant
    },
    findAccount: (_ctx, id) => {
      const person = config.staticPasswords.find(({ userID }) => userID === id)
      return person && { accountId: id, claims: () => claimsOf(person) }
    },
    renderError: (ctx, { error, error_description }) => {
      ctx.body = `${error}: ${error_description}`
    },
  }
}

function claimsOf({ userID, email, emailVerified, username, groups }: Person) {
  return { sub: userID, email, email_verified: emailVerified, name: username, groups: [...groups] }
}

function secretOf({ id, secretEnv }: DexConfig['staticClients'][number], env: DexStandInOptions['env']): string {
  const value = secretEnv && env[secretEnv]
  if (!value) throw new Error(`the secret of ${id} is to come from ${secretEnv ?? 'nowhere'}, which is not set`)
  return value
}

/** What oidc-provider would let pass. */
function refuseAsDexDoes(ctx: Context): void {
  const asked = String(ctx.query.scope ?? '').split(' ')
  const unknown = asked.filter((scope) => !scopes.includes(scope))
  if (!asked.includes('openid')) ctx.throw(400, 'Missing required scope(s) ["openid"].')
  if (unknown.length > 0) ctx.throw(400, `Unrecognized scope(s) ${JSON.stringify(unknown)}`)
  if (ctx.query.approval_prompt === 'force') ctx.throw(400, 'Dex would ask for approval at every sign-in')
}

/** A page that asks for e-mail address and password, and what happens when they are sent. */
async function signIn(
  provider: Provider,
  ctx: Context,
  { staticPasswords }: DexConfig,
  passwords: DexStandInOptions['passwords'],
): Promise<void> {
  if (ctx.method !== 'POST') {
    await provider.interactionDetails(ctx.req, ctx.res)
    ctx.body = `<form method="post" action="${ctx.path}"><input name="login"><input name="password"></form>`
    return
  }
  const form = new URLSearchParams(await text(ctx.req))
  const person = staticPasswords.find(({ email }) => email === form.get('login'))
  if (!person || passwords[person.email] !== form.get('password')) {
    ctx.status = 401
    ctx.body = 'Invalid Email Address and password.'
    return
  }
  ctx.respond = false
  await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: person.userID } })
}
