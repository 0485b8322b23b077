import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Browser } from './browser.ts'

export interface TokenRequest {
  readonly issuer: string
  readonly clientId: string
  /** @default none: a public client */
  readonly clientSecret?: string
  readonly redirectUri: string
  readonly scope: string
  readonly person: { readonly login: string; readonly password: string }
}

/** Signs a person in as a client of the provider does, with PKCE, and returns the checked ID token. */
export async function tokenFor(browser: Browser, request: TokenRequest): Promise<string> {
  const { issuer, clientId, clientSecret, redirectUri, scope, person } = request
  const options = { [customFetch]: browser.fetch as never }
  const client = await discovery(new URL(issuer), clientId, clientSecret, undefined, options)
  const verifier = randomPKCECodeVerifier()
  const state = randomState()
  const url = buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const page = await browser.visit(url.href)
  const back = await browser.visit(page.url, { form: person, stopAt: redirectUri })
  const tokens = await authorizationCodeGrant(client, new URL(back.url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    idTokenExpected: true,
  })
  return tokens.id_token as string
}
