import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { crossNamespaceCheck } from './cross-namespace.ts'

const route = (middleware: object, service: object = {}): KubeObject => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { name: 'web', namespace: 'web' },
  spec: { routes: [{ middlewares: [middleware], services: [{ name: 'web', port: 80, ...service }] }] },
})
const run = (objects: KubeObject[], applications: KubeObject[] = []) =>
  crossNamespaceCheck.run(testRendering({ objects, applications }))
const make = (apiVersion: string, kind: string, rest: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'traefik', namespace: 'kube-system' },
  ...rest,
})

describe('crossNamespaceCheck', () => {
  it('fires for an object in another namespace', () => {
    expect(run([route({ name: 'auth', namespace: 'dex' })])).toMatchObject([
      {
        rule: 'traefik-cross-namespace',
        severity: 'error',
        path: 'spec.routes[0].middlewares[0]',
        message: 'Middleware dex/auth is not in namespace web: Traefik drops the route',
      },
    ])
    expect(run([route({ name: 'auth' }, { namespace: 'dex' })])).toMatchObject([{ path: 'spec.routes[0].services[0]' }])
    expect(run([route({ name: 'web-auth@kubernetescrd' })])).toHaveLength(1)
  })

  it('accepts the own namespace, and other providers', () => {
    expect(
      run([route({ name: 'auth' }), route({ name: 'auth', namespace: 'web' }), route({ name: 'a@file' })]),
    ).toEqual([])
  })

  it.each([
    [
      'values of the packaged chart',
      make('helm.cattle.io/v1', 'HelmChartConfig', {
        spec: { valuesContent: 'providers:\n  kubernetesCRD:\n    allowCrossNamespace: true\n' },
      }),
      0,
    ],
    [
      'values of a release',
      make('argoproj.io/v1alpha1', 'Application', {
        spec: { source: { helm: { valuesObject: { providers: { kubernetesCRD: { allowCrossNamespace: true } } } } } },
      }),
      0,
    ],
    [
      'arguments',
      make('apps/v1', 'Deployment', {
        spec: {
          template: { spec: { containers: [{ args: ['--providers.kubernetescrd.allowCrossNamespace=true'] }] } },
        },
      }),
      0,
    ],
    [
      'values that say no',
      make('helm.cattle.io/v1', 'HelmChartConfig', { spec: { valuesContent: 'allowCrossNamespace: false' } }),
      1,
    ],
  ])('asks %s whether Traefik may look into other namespaces', (_, object, expected) => {
    expect(run([route({ name: 'auth', namespace: 'dex' })], [object])).toHaveLength(expected)
  })
})
