import { describe, expect, it } from 'vitest'
import { referencesCheck } from '../../checks/references.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'

const make = (kind: string, name: string, spec: object, namespace = 'web'): KubeObject => {
  const apiVersion = kind === 'Service' ? 'v1' : kind === 'Ingress' ? 'networking.k8s.io/v1' : 'traefik.io/v1alpha1'
  return { apiVersion, kind, metadata: { name, namespace }, spec }
}
const annotated = (kind: string, annotation: string, value: string): KubeObject => {
  const object = make(kind, 'web', {})
  object.metadata.annotations = { [`traefik.ingress.kubernetes.io/${annotation}`]: value }
  return object
}
const namespaces = ['web', 'media-center', 'media'].map((name) => {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
})

function paths(...objects: KubeObject[]) {
  return referencesCheck.run(testRendering({ objects: [...namespaces, ...objects] })).map(({ path }) => path)
}

const service = make('Service', 'web', { ports: [{ name: 'http', port: 80 }] })
const middlewares = 'router.middlewares'

describe('the annotations of Traefik', () => {
  it.each([
    ['Ingress', middlewares, 'Middleware'],
    ['Ingress', 'router.tls.options', 'TLSOption'],
    ['Service', 'service.serverstransport', 'ServersTransport'],
  ])('of an object of kind %s: %s must name a %s that exists', (kind, annotation, target) => {
    const object = annotated(kind, annotation, 'web-auth@kubernetescrd')
    expect(paths(object)).toEqual([`metadata.annotations["traefik.ingress.kubernetes.io/${annotation}"]`])
    expect(paths(object, make(target, 'auth', {}))).toEqual([])
    expect(paths(object, make(target, 'auth', {}, 'media'))).toHaveLength(1)
  })

  it('says what there is instead, as it would be written', () => {
    const objects = [
      ...namespaces,
      annotated('Ingress', middlewares, 'web-aut@kubernetescrd'),
      make('Middleware', 'auth', {}),
    ]
    expect(referencesCheck.run(testRendering({ objects }))).toMatchObject([
      { rule: 'reference-missing', message: 'Middleware web-aut does not exist; there is web-auth' },
    ])
  })

  it('finds which dash parts namespace and name by looking for the object', () => {
    const object = annotated('Ingress', middlewares, 'media-center-auth@kubernetescrd')
    expect(paths(object, make('Middleware', 'auth', {}, 'media-center'))).toEqual([])
    expect(paths(object, make('Middleware', 'center-auth', {}, 'media'))).toEqual([])
  })

  it('knows that Traefik turns dots into dashes', () => {
    const object = annotated('Ingress', middlewares, 'web-auth-v2@kubernetescrd')
    expect(paths(object, make('Middleware', 'auth.v2', {}))).toEqual([])
  })

  it('judges each of several, and leaves those of other providers alone', () => {
    const object = annotated('Ingress', middlewares, 'web-a@kubernetescrd, web-b@kubernetescrd,secured@file')
    expect(paths(object, make('Middleware', 'b', {}))).toHaveLength(1)
  })
})

describe('the custom resources of Traefik', () => {
  const route = (more: object, spec: object = {}, kind = 'IngressRoute') =>
    make(kind, 'web', { routes: [{ match: 'Host(`a.lab`)', kind: 'Rule', ...more }], ...spec })

  it.each([
    ['a Service', route({ services: [{ name: 'none', port: 80 }] }), 'spec.routes[0].services[0]'],
    ['a port of a Service', route({ services: [{ name: 'web', port: 'https' }] }), 'spec.routes[0].services[0]'],
    [
      'a Service of TCP',
      route({ services: [{ name: 'none', port: 80 }] }, {}, 'IngressRouteTCP'),
      'spec.routes[0].services[0]',
    ],
    ['a TraefikService', route({ services: [{ name: 'none', kind: 'TraefikService' }] }), 'spec.routes[0].services[0]'],
    [
      'a transport',
      route({ services: [{ name: 'web', port: 80, serversTransport: 'none' }] }),
      'spec.routes[0].services[0].serversTransport',
    ],
    ['a middleware', route({ middlewares: [{ name: 'none' }] }), 'spec.routes[0].middlewares[0]'],
    [
      'a middleware by its provider',
      route({ middlewares: [{ name: 'web-none@kubernetescrd' }] }),
      'spec.routes[0].middlewares[0]',
    ],
    ['a certificate', route({}, { tls: { secretName: 'none' } }), 'spec.tls.secretName'],
    ['TLS options', route({}, { tls: { options: { name: 'none' } } }), 'spec.tls.options'],
    [
      'a link of a chain',
      make('Middleware', 'a', { chain: { middlewares: [{ name: 'none' }] } }),
      'spec.chain.middlewares[0]',
    ],
    ['users and passwords', make('Middleware', 'a', { basicAuth: { secret: 'none' } }), 'spec.basicAuth.secret'],
    [
      'the CA of a sign-in',
      make('Middleware', 'a', { forwardAuth: { address: 'x', tls: { caSecret: 'none' } } }),
      'spec.forwardAuth.tls.caSecret',
    ],
    [
      'the Service of error pages',
      make('Middleware', 'a', { errors: { service: { name: 'none', port: 80 } } }),
      'spec.errors.service',
    ],
    [
      'the CA of a transport',
      make('ServersTransport', 'a', { rootCAs: [{ configMap: 'none' }] }),
      'spec.rootCAs[0].configMap',
    ],
    [
      "the clients' CA",
      make('TLSOption', 'a', { clientAuth: { secretNames: ['none'] } }),
      'spec.clientAuth.secretNames[0]',
    ],
    [
      'a weighted Service',
      make('TraefikService', 'a', { weighted: { services: [{ name: 'none', port: 80 }] } }),
      'spec.weighted.services[0]',
    ],
    [
      'a mirror',
      make('TraefikService', 'a', { mirroring: { name: 'web', port: 80, mirrors: [{ name: 'none', port: 80 }] } }),
      'spec.mirroring.mirrors[0]',
    ],
    [
      'the default certificate',
      make('TLSStore', 'default', { defaultCertificate: { secretName: 'none' } }),
      'spec.defaultCertificate.secretName',
    ],
  ])('must not name %s that does not exist', (_, object, path) => {
    expect(paths(service, object)).toEqual([path])
  })

  it.each([
    [
      'what is there',
      [
        route({ services: [{ name: 'web', port: 80 }], middlewares: [{ name: 'auth' }] }),
        make('Middleware', 'auth', {}),
      ],
    ],
    [
      'a middleware of TCP',
      [route({ middlewares: [{ name: 'a' }] }, {}, 'IngressRouteTCP'), make('MiddlewareTCP', 'a', {})],
    ],
    ['what Traefik itself serves', [route({ services: [{ name: 'api@internal', kind: 'TraefikService' }] })]],
    [
      'the default options and store',
      [route({}, { tls: { options: { name: 'default' }, store: { name: 'default' } } })],
    ],
    ['a file', [route({ middlewares: [{ name: 'auth@file' }] })]],
    ['settings of a plugin', [make('Middleware', 'a', { plugin: { bouncer: { secret: 'env', services: ['x'] } } })]],
    ['addresses that only look like names', [make('Middleware', 'a', { redirectScheme: { scheme: 'https' } })]],
  ])('may name %s', (_, objects) => {
    expect(paths(service, ...objects)).toEqual([])
  })
})
