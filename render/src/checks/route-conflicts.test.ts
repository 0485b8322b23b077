import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { testRendering } from '../pods/testing/test-rendering.ts'
import { routeConflictsCheck } from './route-conflicts.ts'

interface Options {
  readonly host?: string
  readonly path?: string
  readonly pathType?: string
  readonly service?: string
  readonly annotations?: Record<string, string>
  readonly fields?: object
}

function ingress(name: string, options: Options = {}): KubeObject {
  const { host = 'a.home.arpa', path = '/', pathType = 'Prefix', service = 'web', annotations = {}, fields } = options
  const backend = { service: { name: service, port: { number: 80 } } }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'web', annotations },
    spec: {
      ingressClassName: 'traefik',
      rules: [{ host, http: { paths: [{ path, pathType, backend }] } }],
      ...fields,
    },
  }
}

const run = (...objects: KubeObject[]) => routeConflictsCheck.run(testRendering({ objects }))
const listeners = (names: string) => ({ 'traefik.ingress.kubernetes.io/router.entrypoints': names })
const tls = { tls: [{ secretName: 'web' }] }

describe('route-duplicate', () => {
  it('names both Ingresses, and where they lead', () => {
    expect(run(ingress('one'), ingress('two', { service: 'other' }))).toMatchObject([
      {
        rule: 'route-duplicate',
        severity: 'error',
        object: { kind: 'Ingress', name: 'two' },
        path: 'spec.rules[0].http.paths[0]',
        message:
          '"a.home.arpa/" is served by Ingress web/one already, which leads to web/web:80 instead of web/other:80',
      },
    ])
  })

  it('fires for one place too: a sign-in before the one would be walked around by the other', () => {
    expect(run(ingress('one'), ingress('two'))[0]?.message).toBe('"a.home.arpa/" is served by Ingress web/one already')
  })

  it('fires inside one Ingress, and once for each that is too many', () => {
    const rules = [...ingress('one').spec.rules, ...ingress('one').spec.rules]
    expect(run(ingress('one', { fields: { rules } }))).toMatchObject([
      {
        path: 'spec.rules[1].http.paths[0]',
        message: expect.stringContaining('spec.rules[0].http.paths[0] of the same'),
      },
    ])
    expect(run(ingress('one'), ingress('two'), ingress('three'))).toHaveLength(2)
  })

  it.each([
    ['another host', { host: 'b.home.arpa' }],
    ['another path', { path: '/api' }],
    ['another kind of path, which has an order', { pathType: 'Exact' }],
    ['another class', { fields: { ingressClassName: 'nginx' } }],
    ['a priority of its own', { annotations: { 'traefik.ingress.kubernetes.io/router.priority': '7' } }],
    ['a canary', { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } }],
    ['TLS, where the other has none', { fields: tls }],
  ] satisfies [string, Options][])('accepts %s', (_, options) => {
    expect(run(ingress('one'), ingress('two', options))).toEqual([])
  })

  it('knows the class of an Ingress that names none', () => {
    expect(run(ingress('one'), ingress('two', { fields: { ingressClassName: undefined } }))).toHaveLength(1)
    const metadata = { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }
    const nginx = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata }
    expect(run(nginx, ingress('one'), ingress('two', { fields: { ingressClassName: undefined } }))).toEqual([])
  })

  it('asks at which listeners they are', () => {
    const web = (names: string) => ingress(names, { annotations: listeners(names) })
    expect(run(web('web'), web('websecure'))).toEqual([])
    expect(run(web('web'), web('web, websecure'))).toHaveLength(1)
    expect(run(web('web'), ingress('all'))).toHaveLength(1)
  })

  describe('with a route of Traefik', () => {
    const route = (match: string, fields: object = {}, spec: object = {}): KubeObject => ({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name: 'route', namespace: 'web' },
      spec: { routes: [{ match, kind: 'Rule', services: [{ name: 'other', port: 80 }], ...fields }], ...spec },
    })
    const beside = (object: KubeObject, options: Options = {}) => run(ingress('one', options), object).length

    it('fires for the same host, with the path or without', () => {
      expect(run(ingress('one'), route('Host(`a.home.arpa`)'))).toMatchObject([
        {
          object: { kind: 'IngressRoute', name: 'route' },
          path: 'spec.routes[0].match',
          message:
            '"a.home.arpa/" is served by Ingress web/one already, which leads to web/web:80 instead of web/other:80',
        },
      ])
      expect(beside(route('Host(`b.home.arpa`) || Host("a.home.arpa")'))).toBe(1)
      expect(beside(route('(Host(`a.home.arpa`)) && PathPrefix(`/api`)'), { path: '/api' })).toBe(1)
      expect(beside(route('Host(`a.home.arpa`) && Path(`/api`)'), { path: '/api', pathType: 'Exact' })).toBe(1)
    })

    it('accepts what is told apart', () => {
      expect(beside(route('Host(`b.home.arpa`)'))).toBe(0)
      expect(beside(route('Host(`a.home.arpa`)'), { fields: { ingressClassName: 'nginx' } })).toBe(0)
      expect(beside(route('Host(`a.home.arpa`) && PathPrefix(`/api`)'))).toBe(0)
      expect(beside(route('Host(`a.home.arpa`) && Path(`/`)'))).toBe(0)
      expect(beside(route('Host(`a.home.arpa`) && Method(`POST`)'))).toBe(0)
      expect(beside(route('Host(`a.home.arpa`) && PathPrefix(`/`) && Method(`POST`)'))).toBe(0)
      expect(beside(route('Host(`a.home.arpa`)', { priority: 100 }))).toBe(0)
      expect(
        beside(route('Host(`a.home.arpa`)', {}, { entryPoints: ['lan'] }), { annotations: listeners('web') }),
      ).toBe(0)
      expect(beside(route('Host(`a.home.arpa`)', {}, { tls: {} }))).toBe(0)
    })
  })
})
