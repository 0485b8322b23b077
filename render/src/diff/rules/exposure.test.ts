import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { named, yaml } from '../testing/objects.ts'

const rule = (before: object, after: object) => findingsOf('exposure', yaml(before), yaml(after))
const service = (spec: object) => named('v1', 'Service', 'web', { spec: { ports: [{ port: 80 }], ...spec } })
const ingress = (host: string, tls: boolean, annotations = {}) =>
  named(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    { spec: { rules: [{ host }], ...(tls && { tls: [{ hosts: [host] }] }) } },
    { annotations },
  )
const nothing = named('v1', 'ConfigMap', 'a')

describe('exposure', () => {
  it('reports a new Ingress, and what protects it', () => {
    expect(rule(nothing, ingress('a.lab', true))).toMatchObject([
      { severity: 'warning', message: 'a.lab becomes reachable; nothing in the route asks for a sign-in.' },
    ])
    expect(rule(nothing, ingress('a.lab', false))[0]?.message).toContain('without TLS')
  })

  it('reports a host that loses TLS', () => {
    expect(rule(ingress('a.lab', true), ingress('a.lab', false))).toMatchObject([
      { severity: 'error', path: 'spec.tls' },
    ])
  })

  it('reports a host that loses its sign-in', () => {
    const auth = { 'nginx.ingress.kubernetes.io/auth-url': 'https://auth.lab' }
    expect(rule(ingress('a.lab', true, auth), ingress('a.lab', true))).toMatchObject([
      { severity: 'error', path: 'metadata.annotations' },
    ])
  })

  it('reads the routes of Traefik', () => {
    const route = (middlewares: object[]) =>
      named('traefik.io/v1alpha1', 'IngressRoute', 'web', {
        spec: { tls: {}, routes: [{ match: 'Host(`a.lab`) && PathPrefix(`/`)', middlewares }] },
      })
    expect(rule(route([{ name: 'forward-auth' }]), route([{ name: 'compress' }]))).toMatchObject([
      { severity: 'error', message: 'a.lab loses its sign-in (forward-auth): everybody who reaches the host gets in.' },
    ])
  })

  it('reports a Service that becomes a LoadBalancer or NodePort, or opens another port', () => {
    expect(rule(service({}), service({ type: 'LoadBalancer' }))).toHaveLength(1)
    expect(rule(service({}), service({ type: 'NodePort' }))).toHaveLength(1)
    expect(
      rule(service({ type: 'LoadBalancer' }), service({ type: 'LoadBalancer', ports: [{ port: 80 }, { port: 22 }] })),
    ).toHaveLength(1)
    expect(
      rule(
        service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
        service({ type: 'LoadBalancer' }),
      ),
    ).toMatchObject([{ severity: 'error' }])
  })

  it('says nothing about a new ClusterIP, a route that only changes, or one that goes', () => {
    expect(rule(nothing, service({}))).toEqual([])
    expect(rule(service({ type: 'LoadBalancer' }), service({}))).toEqual([])
    expect(rule(ingress('a.lab', true), ingress('a.lab', true, { note: 'x' }))).toEqual([])
    expect(rule(ingress('a.lab', true), nothing)).toEqual([])
  })

  describe('with middlewares of Traefik', () => {
    const ingressWith = (middlewares: string, tls = true) =>
      ingress('a.lab', tls, { 'traefik.ingress.kubernetes.io/router.middlewares': middlewares })
    const middleware = (name: string, spec: object) => named('traefik.io/v1alpha1', 'Middleware', name, { spec })
    const both = (before: object[], after: object[]) => findingsOf('exposure', yaml(...before), yaml(...after))
    const toHttps = middleware('to-https', { redirectScheme: { scheme: 'https' } })

    it('says nothing about an Ingress that only redirects to HTTPS', () => {
      expect(both([nothing], [toHttps, ingressWith('media-to-https@kubernetescrd', false)])).toEqual([])
    })

    it('takes no header or redirect for a sign-in', () => {
      const headers = middleware('headers', { headers: { frameDeny: true } })
      expect(both([nothing], [headers, ingressWith('media-headers@kubernetescrd')])).toMatchObject([
        { message: 'a.lab becomes reachable; nothing in the route asks for a sign-in.' },
      ])
    })

    it('reports the sign-in that goes, by what the Middleware does', () => {
      const door = middleware('door', { forwardAuth: { address: 'https://auth.lab' } })
      expect(both([door, ingressWith('media-door@kubernetescrd')], [door, ingress('a.lab', true)])).toMatchObject([
        { severity: 'error', message: expect.stringContaining('loses its sign-in (media-door@kubernetescrd)') },
      ])
    })

    it('reports a redirect that begins to serve the host in the clear', () => {
      expect(
        both([toHttps, ingressWith('media-to-https@kubernetescrd', false)], [toHttps, ingress('a.lab', false)]),
      ).toMatchObject([{ message: expect.stringContaining('becomes reachable without TLS') }])
    })
  })
})
