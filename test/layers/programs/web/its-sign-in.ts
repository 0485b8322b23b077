import { execa } from 'execa'
import { beforeAll, describe, expect, it } from 'vitest'
import { proxyArguments } from '../../../../constructs/src/systems/sign-in-proxy/arguments.ts'
import { httpRequest } from '../../../src/api/http.ts'
import { startContainer } from '../../../src/programs/start-container.ts'
import { systemPath } from '../../../src/system/system-programs.ts'
import { until } from '../../../src/wait/until.ts'
import type { Page } from '../sign-in/browser.ts'
import type { SignIn } from '../sign-in/start-sign-in.ts'
import type { StartedTree } from '../start-tree.ts'
import { leadTo } from '../traefik/lead-to.ts'
import type { Web } from './start-web.ts'

/** What holds for a host whose program knows no people: oauth2-proxy stands before it and asks Dex. */
export function itSignsPeopleIn(started: () => StartedTree, web: () => Web, signIn: () => SignIn): void {
  const site = () => `https://longhorn.${started().tree.cluster.domain}/some/page?with=query`
  const admin = () => started().tree.cluster.identity.users[0]?.email as string
  /** Whether somebody who came this far is let in. */
  const signInAs = async (email: string, browser = web().browser()): Promise<Page> => {
    const form = await browser.visit(site())
    return browser.visit(form.url, { form: signIn().credentials(email) })
  }

  it('asks Dex for exactly what Dex has registered, with PKCE', async () => {
    const { history, status } = await web().browser().visit(site())
    expect(status).toBe(200)
    const asked = new URL(history.find((url) => url.startsWith(`${signIn().dexConfig.issuer}/auth?`)) as string)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: 'longhorn',
      redirect_uri: new URL('/oauth2/callback', site()).href,
      scope: expect.stringContaining('openid'),
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  it('lets in whom the definition names, and shows the page that was asked for', async () => {
    const browser = web().browser()
    const page = await signInAs(admin(), browser)
    expect(page.status, page.text).toBe(200)
    expect(JSON.parse(page.text)).toMatchObject({
      backend: 'longhorn-system/longhorn-frontend',
      path: '/some/page?with=query',
    })
    // The next page needs no sign-in.
    expect((await browser.get(site())).status).toBe(200)
  })

  it('keeps the session in a cookie that no script reads and that never travels in clear', async () => {
    const browser = web().browser()
    await signInAs(admin(), browser)
    const cookies = (await browser.cookies.getCookies(site())).filter(({ key }) => key.startsWith('_sign_in_longhorn'))
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax' })
    expect(await browser.cookies.getCookieString(site().replace('https:', 'http:'))).toBe('')
    // It is worth something only as it was made.
    const forged = cookies.map(({ key, value }) => `${key}=${value.replace(/^.{10}/, 'AAAAAAAAAA')}`).join('; ')
    expect((await web().browser().get(site(), { cookie: forged })).status).toBe(302)
  })

  it('tells a program that it has to sign in, rather than show it a page', async () => {
    const { status } = await web().browser().get(site(), { accept: 'application/json' })
    expect(status).toBe(401)
  })

  it('refuses a wrong password', async () => {
    const browser = web().browser()
    const { url } = await browser.visit(site())
    const page = await browser.visit(url, { form: { login: admin(), password: 'wrong' } })
    expect(page.status).toBe(401)
    expect((await browser.get(site())).status).toBe(302)
  })

  it('refuses whom Dex knows and the definition does not', async () => {
    const browser = web().browser()
    const page = await signInAs(signIn().stranger.email, browser)
    expect(page.status, page.text).toBe(403)
    expect((await browser.get(site())).status).toBe(302)
  })

  it('refuses a token that was made for another client', async () => {
    const browser = web().browser()
    signIn().dex.forgedAudience = 'headlamp'
    try {
      const page = await signInAs(admin(), browser)
      expect(page.status, page.text).toBe(403)
      expect(started().cluster.family.tail('oauth2-proxy', 5)).toContain('invalid audience')
    } finally {
      signIn().dex.forgedAudience = undefined
    }
    expect((await browser.get(site())).status).toBe(302)
  })

  it('is sent nowhere else by Dex than to the address of its client', async () => {
    const { history } = await web().browser().visit(site())
    const asked = new URL(history.find((url) => url.includes('/auth?')) as string)
    for (const elsewhere of ['https://evil.test/oauth2/callback', new URL('/elsewhere', site()).href]) {
      asked.searchParams.set('redirect_uri', elsewhere)
      const { status, text } = await web().browser().get(asked.href)
      expect(status).toBe(400)
      expect(text).toContain('redirect_uri did not match')
    }
  })

  it('takes every argument that is rendered, and no other', async () => {
    const { root, command, args, env } = signIn().proxy
    const test = async (...more: string[]) => {
      const options = { env: { PATH: systemPath, ...env }, extendEnv: false, reject: false, all: true } as const
      const { exitCode, all } = await execa('chroot', [root, command, ...args, ...more, '--config-test'], options)
      // Without the list of all flags that may come first.
      return `${exitCode}: ${all?.slice(-300)}`
    }
    expect(await test()).toMatch(/^0: .*configuration is valid/s)
    expect(await test('--cookie-samesite=lux')).toMatch(/^1: .*cookie_samesite/s)
    expect(await test('--no-such-thing=1')).toMatch(/^2: .*unknown flag/s)
  })

  it('serves metrics where its pod says so, without a sign-in, and nothing else there', async () => {
    const { annotations } = started().rendered('Deployment', 'longhorn-system', 'longhorn-sign-in').spec.template
      .metadata
    const metrics = `http://${started().cluster.space.address}:${annotations['prometheus.io/port']}`
    await web().browser().get(site())
    expect((await httpRequest(`${metrics}/metrics`)).body).toMatch(/^oauth2_proxy_requests_total\{code="302"\} [1-9]/m)
    expect((await httpRequest(`${metrics}/some/page`)).body).not.toContain('longhorn-frontend')
  })

  it('starts without a warning', async () => {
    const log = started().cluster.family.tail('oauth2-proxy', 1000)
    expect(log.split('\n').filter((line) => /warning|deprecat/i.test(line))).toEqual([])
  })

  describe('that asks for a group', () => {
    beforeAll(async () => {
      const { cluster, programs } = started()
      const { workload, address, args, upstream } = signIn().proxy
      const rendered = (flag: string) =>
        args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1) as string
      const httpPort = 4181
      const inGroup = proxyArguments({
        clientId: rendered('--client-id'),
        issuer: rendered('--oidc-issuer-url'),
        url: new URL(site()).origin,
        upstream,
        groups: ['family'],
        caFile: rendered('--provider-ca-file'),
        httpPort,
        metricsPort: 44181,
        podNetworks: [rendered('--trusted-proxy-ip')],
      })
      await startContainer(cluster, {
        workload,
        program: programs['oauth2-proxy'] as string,
        name: 'oauth2-proxy-of-a-group',
        changeArgs: () => inGroup,
      })
      const service = { namespace: 'longhorn-system', name: 'longhorn-sign-in' }
      await leadTo(cluster.api, service, address, [{ name: 'http', port: httpPort }])
      await until(
        async () => {
          const { status, headers } = await web().browser().get(site())
          return headers.location?.includes('groups') ? { done: true } : { state: `${status} ${headers.location}` }
        },
        { what: 'the sign-in to ask for groups', guard: () => cluster.family.assertRunning() },
      )
    })

    it('lets in who is in it, whoever that is', async () => {
      const page = await signInAs(signIn().member.email)
      expect(page.status, page.text).toBe(200)
    })

    it('refuses who is in another one, or in none', async () => {
      for (const email of [signIn().stranger.email, admin()]) {
        const browser = web().browser()
        expect((await signInAs(email, browser)).status, email).toBe(403)
        expect((await browser.get(site())).status).toBe(302)
      }
    })
  })
}
