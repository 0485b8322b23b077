import { expect, it } from 'vitest'
import { until } from '../../../src/wait/until.ts'
import type { StartedTree } from '../start-tree.ts'
import type { Echo } from '../traefik/echo.ts'
import type { Route } from '../traefik/routes.ts'
import type { Web } from './start-web.ts'

/** The host that serves plain HTTP, too, where it is: who has no root certificate yet cannot check that of the site. */
const servedInClear = /^certs\./

/** What holds for every host that a tree shows to its network. */
export function itAnswersEveryRoute(started: () => StartedTree, web: () => Web): void {
  const routes = (scheme: Route['scheme']) => web().routes.filter((route) => route.scheme === scheme)
  const page = '/some/page?with=query'

  it('is understood by Traefik without a complaint', async () => {
    const { routers, middlewares } = await web().traefik()
    expect([...routers, ...middlewares].filter(({ status }) => status !== 'enabled')).toEqual([])
  })

  it('has each host that the lab names, once in clear and once with TLS', () => {
    const named = started()
      .tree.rendering.exposures.map(({ host }) => host)
      .sort()
    expect(named.length).toBeGreaterThan(5)
    for (const scheme of ['http', 'https'] as const)
      expect(
        routes(scheme)
          .map(({ host }) => host)
          .sort(),
      ).toEqual(named)
  })

  it('leads each host to its own Service and port, with a certificate that the root vouches for', async () => {
    for (const route of routes('https')) {
      const answer = await web().browser().get(`https://${route.host}${page}`, { 'x-forwarded-host': 'forged.test' })
      expect(answer.status, `${route.host}: ${answer.text}`).toBe(200)
      const echo: Echo = JSON.parse(answer.text)
      expect(echo).toMatchObject({
        backend: web().backendOf(route),
        host: route.host,
        path: page,
        headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': route.host },
      })
    }
  })

  it('drops a header that a pod would take for another one', async () => {
    const host = routes('https')[0]?.host
    const answer = await web().browser().get(`https://${host}/`, { 'x-remark': 'kept', x_auth_user: 'admin' })
    const { headers }: Echo = JSON.parse(answer.text)
    expect(headers['x-remark']).toBe('kept')
    expect(Object.keys(headers)).not.toContain('x_auth_user')
  })

  it('speaks HTTP/2 without TLS to the pods that speak nothing else', async () => {
    const spoken = new Map<string, string>()
    for (const route of routes('https')) {
      const echo: Echo = JSON.parse((await web().browser().get(`https://${route.host}/`)).text)
      spoken.set(echo.backend, echo.httpVersion)
    }
    const h2c = [...spoken].filter(([, version]) => version === '2.0').map(([backend]) => backend)
    expect(h2c.sort()).toEqual(['omni/omni:8080', 'omni/omni:8090'])
  })

  it('sends plain HTTP to HTTPS, but for the site that brings the root certificate', async () => {
    const inClear: string[] = []
    for (const { host } of routes('http')) {
      const { status, headers, text } = await web().browser().get(`http://${host}${page}`)
      if (status === 200) {
        inClear.push(host)
        expect(JSON.parse(text)).toMatchObject({ host, path: page })
        continue
      }
      // Every method but GET may become GET by a 301; 308 keeps it.
      expect([301, 308]).toContain(status)
      expect(headers.location).toBe(`https://${host}${page}`)
    }
    expect(inClear).toEqual(routes('http').flatMap(({ host }) => (servedInClear.test(host) ? [host] : [])))
  })

  it('knows no other host', async () => {
    const unknown = `nobody.${started().tree.cluster.domain}`
    expect((await web().browser().get(`http://${unknown}/`)).status).toBe(404)
    // There is no certificate for it either.
    await expect(web().browser().get(`https://${unknown}/`)).rejects.toThrow(/self-signed|unable to verify/)
    expect(
      (
        await web()
          .browser()
          .get(`https://${routes('https')[0]?.host}/`, { host: unknown })
      ).status,
    ).toBe(404)
  })

  it('tells Kubernetes the address of each Ingress, without which Argo CD calls none healthy', async () => {
    const { api } = started().cluster
    const { exposures } = started().tree.rendering
    for (const { namespace, ingress, host } of web().routes) {
      const key = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { namespace, name: ingress } }
      const address = exposures.find((exposure) => exposure.host === host)?.address
      await until(
        async () => {
          const { loadBalancer } = (await api.read(key)).status
          const told = loadBalancer.ingress?.map(({ ip }: { ip: string }) => ip).join()
          return told === address ? { done: true } : { state: `${told} instead of ${address}` }
        },
        { what: `the address of the Ingress ${namespace}/${ingress}` },
      )
    }
  })
}
