import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpRequest } from '../../../src/api/http.ts'
import { DexStandIn } from './dex-stand-in.ts'

describe('the stand-in for Dex', () => {
  let dex: DexStandIn
  const callback = 'https://web.lab.test/callback'
  const asked = {
    client_id: 'web',
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid email groups',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }

  beforeAll(async () => {
    dex = await DexStandIn.start({
      config: {
        issuer: 'https://dex.lab.test',
        staticClients: [{ id: 'web', secretEnv: 'SECRET', redirectURIs: [callback] }],
        staticPasswords: [],
      },
      env: { SECRET: 'known' },
      passwords: {},
      address: '127.0.0.1',
    })
  })
  afterAll(() => dex?.stop())

  const send = (path: string, more: object = {}) => {
    const headers = { host: 'dex.lab.test', 'x-forwarded-proto': 'https' }
    return httpRequest(`http://127.0.0.1:${dex.port}${path}`, { headers, ...more })
  }
  /** Status, and where it leads or what it says. */
  const authorize = async (change: Record<string, string | undefined> = {}) => {
    const query = Object.entries({ ...asked, ...change }).filter(([, value]) => value !== undefined) as [
      string,
      string,
    ][]
    const { status, headers, body } = await send(`/auth?${new URLSearchParams(query)}`)
    return `${status} ${headers.location ?? body}`
  }

  it('asks who it is, when all is as it is registered', async () => {
    expect(await authorize()).toMatch(/^303 \/login\//)
  })

  it.each([
    ['another client', { client_id: 'other' }, /^400 invalid_client/],
    ['another address', { redirect_uri: `${callback}/more` }, /^400 invalid_redirect_uri/],
    ['a scope that Dex does not know', { scope: 'openid admin' }, /^400 Unrecognized scope\(s\) \["admin"\]/],
    ['no identity', { scope: 'email' }, /^400 Missing required scope/],
    ['another response', { response_type: 'token' }, /error=unsupported_response_type/],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, /error=invalid_request.*PKCE/],
    ['approval at every sign-in', { approval_prompt: 'force' }, /^400 Dex would ask for approval/],
  ])('refuses who asks for %s', async (_, change, answer) => {
    expect(await authorize(change)).toMatch(answer)
  })

  it('gives no token for a wrong secret', async () => {
    const authorization = `Basic ${Buffer.from('web:guessed').toString('base64')}`
    const { status, body } = await send('/token', {
      method: 'POST',
      headers: {
        host: 'dex.lab.test',
        'x-forwarded-proto': 'https',
        'content-type': 'application/x-www-form-urlencoded',
        authorization,
      },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', redirect_uri: callback }).toString(),
    })
    expect(`${status} ${body}`).toMatch(/^401 .*invalid_client/)
  })

  it('does not start without the secret of a client', async () => {
    const config = { issuer: 'https://dex.lab.test', staticClients: [{ id: 'web', redirectURIs: [callback] }] }
    const options = { config: { ...config, staticPasswords: [] }, env: {}, passwords: {}, address: '127.0.0.1' }
    await expect(DexStandIn.start(options)).rejects.toThrow('the secret of web is to come from nowhere')
  })
})
