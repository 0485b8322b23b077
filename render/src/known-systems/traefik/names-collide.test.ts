import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { namesCollideCheck } from './names-collide.ts'

const ingress = (namespace: string, service: string, port: object = { number: 80 }, className = 'traefik') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: service, namespace },
  spec: {
    ingressClassName: className,
    rules: [{ host: `${service}.lab`, http: { paths: [{ backend: { service: { name: service, port } } }] } }],
  },
})
const own = (kind: string, namespace: string, name: string, spec: object = {}) => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind,
  metadata: { name, namespace },
  spec,
})
const route = (namespace: string, service: string) =>
  own('IngressRoute', namespace, 'r', { routes: [{ services: [{ name: service, port: 80 }] }] })
const pathsOf = (objects: KubeObject[], applications: KubeObject[] = []) =>
  namesCollideCheck.run(testRendering({ objects, applications })).map(({ path }) => path)

describe('namesCollideCheck', () => {
  it('fires for Services that Traefik calls by one name', () => {
    const objects = [ingress('home', 'assistant-web'), ingress('home-assistant', 'web')]
    expect(namesCollideCheck.run(testRendering({ objects }))).toMatchObject([
      {
        rule: 'traefik-names-collide',
        severity: 'error',
        object: { kind: 'Ingress', namespace: 'home-assistant' },
        path: 'spec.rules[0].http.paths[0].backend',
        message:
          'Service home-assistant/web, port 80 and Service home/assistant-web, port 80, which Ingress home/assistant-web names, are both home-assistant-web-80 to Traefik: one replaces the other',
      },
    ])
    expect(pathsOf([route('home', 'assistant-web'), route('home-assistant', 'web')])).toEqual([
      'spec.routes[0].services[0]',
    ])
  })

  it('fires for objects of its own', () => {
    expect(pathsOf([own('Middleware', 'home', 'assistant-auth'), own('Middleware', 'home-assistant', 'auth')])).toEqual(
      ['metadata.name'],
    )
    expect(pathsOf([own('Middleware', 'web', 'auth.v2'), own('Middleware', 'web', 'auth-v2')])).toHaveLength(1)
  })

  it('leaves alone what stays apart', () => {
    expect(pathsOf([ingress('web', 'a'), ingress('web', 'a')])).toEqual([])
    expect(pathsOf([ingress('home', 'assistant-web'), ingress('home-assistant', 'web', { name: 'http' })])).toEqual([])
    expect(pathsOf([ingress('home', 'assistant-web'), ingress('home-assistant', 'web', undefined, 'nginx')])).toEqual(
      [],
    )
    expect(pathsOf([own('Middleware', 'home', 'assistant-a'), own('TLSOption', 'home-assistant', 'a')])).toEqual([])
    // Two providers, each with names of its own.
    expect(pathsOf([ingress('home', 'assistant-web'), route('home-assistant', 'web')])).toEqual([])
  })

  it('accepts objects of its own where safeNaming tells them apart, but not the Services of Ingresses', () => {
    const safe = {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent: 'providers:\n  kubernetesCRD:\n    safeNaming: true\n' },
    }
    expect(pathsOf([safe, route('home', 'assistant-web'), route('home-assistant', 'web')])).toEqual([])
    expect(pathsOf([safe, ingress('home', 'assistant-web'), ingress('home-assistant', 'web')])).toHaveLength(1)
  })
})
