import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { schemaAt } from './schema-at.ts'
import { generatedMinors, SchemaRegistry } from './schema-registry.ts'

const registry = new SchemaRegistry({ minor: '1.36' })

function widgetDefinition(schema: object, group = 'example.org'): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Cluster',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
        { name: 'v1alpha1', served: false, storage: false, schema: { openAPIV3Schema: schema } },
      ],
    },
  }
}

describe('scope and plural', () => {
  test.each([
    ['v1', 'Pod', 'Namespaced', 'pods'],
    ['v1', 'Namespace', 'Cluster', 'namespaces'],
    ['v1', 'Endpoints', 'Namespaced', 'endpoints'],
    ['apps/v1', 'StatefulSet', 'Namespaced', 'statefulsets'],
    ['networking.k8s.io/v1', 'IngressClass', 'Cluster', 'ingressclasses'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'Cluster', 'customresourcedefinitions'],
    ['apiregistration.k8s.io/v1', 'APIService', 'Cluster', 'apiservices'],
    ['cert-manager.io/v1', 'ClusterIssuer', 'Cluster', 'clusterissuers'],
    ['cert-manager.io/v1', 'Issuer', 'Namespaced', 'issuers'],
    ['trust.cert-manager.io/v1alpha1', 'Bundle', 'Cluster', 'bundles'],
    ['argoproj.io/v1alpha1', 'AppProject', 'Namespaced', 'appprojects'],
    ['longhorn.io/v1beta2', 'Volume', 'Namespaced', 'volumes'],
    ['traefik.io/v1alpha1', 'IngressRoute', 'Namespaced', 'ingressroutes'],
    ['helm.cattle.io/v1', 'HelmChart', 'Namespaced', 'helmcharts'],
    ['upgrade.cattle.io/v1', 'Plan', 'Namespaced', 'plans'],
    ['dex.coreos.com/v1', 'OfflineSessions', 'Namespaced', 'offlinesessionses'],
  ])('%s %s is %s: %s', (apiVersion, kind, scope, plural) => {
    expect([registry.scopeOf(apiVersion, kind), registry.pluralOf(apiVersion, kind)]).toEqual([scope, plural])
  })

  test('kinds that nobody can put into a tree are unknown', () => {
    expect(registry.scopeOf('v1', 'PodList')).toBeUndefined()
    expect(registry.scopeOf('authorization.k8s.io/v1', 'SubjectAccessReview')).toBeUndefined()
    expect(registry.schemaFor('v1', 'Binding')).toBeUndefined()
  })

  test('every known kind has a schema for a whole object', () => {
    for (const minor of generatedMinors()) {
      const ofMinor = new SchemaRegistry({ minor })
      for (const { apiVersion, kind } of ofMinor.knownKinds()) {
        const properties = ofMinor.schemaFor(apiVersion, kind)?.root.properties
        expect(properties, `${apiVersion} ${kind}`).toMatchObject({ apiVersion: {}, kind: {}, metadata: {} })
      }
    }
  })
})

describe('the Kubernetes minor', () => {
  test('decides which kinds exist', () => {
    const kindsOf = (minor: string) => new SchemaRegistry({ minor }).knownKinds().length
    expect(generatedMinors()).toEqual(['1.34', '1.35', '1.36'])
    expect(kindsOf('1.36')).not.toBe(kindsOf('1.34'))
  })

  test('falls back to the nearest one that is generated, and says so', () => {
    expect(new SchemaRegistry({ minor: '1.30' }).minor).toBe('1.34')
    expect(new SchemaRegistry({ minor: '1.40' }).minor).toBe('1.36')
  })

  test('must look like one', () => {
    expect(() => new SchemaRegistry({ minor: 'v1.36.3' })).toThrow('"v1.36.3": give it as "1.36"')
  })
})

test('a field called like a keyword survives the trimming: LimitRangeItem.default', () => {
  const limitRange = registry.schemaFor('v1', 'LimitRange')
  expect(limitRange && schemaAt(limitRange, ['spec', 'limits', 0, 'default', 'memory'])).toEqual({ format: 'quantity' })
})

describe('definitions in the tree', () => {
  test('bring their served versions', () => {
    const own = new SchemaRegistry({ minor: '1.36', objects: [widgetDefinition({ type: 'object' })] })
    expect(own.scopeOf('example.org/v1', 'Widget')).toBe('Cluster')
    expect(own.pluralOf('example.org/v1', 'Widget')).toBe('widgets')
    expect(own.scopeOf('example.org/v1alpha1', 'Widget')).toBeUndefined()
  })

  test('win over the generated ones', () => {
    const definition = widgetDefinition({ type: 'object', properties: { own: { type: 'string' } } }, 'cert-manager.io')
    definition.spec.names = { kind: 'Certificate', plural: 'certs' }
    const own = new SchemaRegistry({ minor: '1.36', objects: [definition] })
    expect(own.pluralOf('cert-manager.io/v1', 'Certificate')).toBe('certs')
    expect(own.schemaFor('cert-manager.io/v1', 'Certificate')?.root.properties).toHaveProperty('own')
    expect(registry.pluralOf('cert-manager.io/v1', 'Certificate')).toBe('certificates')
  })

  test('end the versions that they do not serve', () => {
    const definition = widgetDefinition({ type: 'object' }, 'traefik.io')
    definition.spec.names = { kind: 'Middleware', plural: 'middlewares' }
    const own = new SchemaRegistry({ minor: '1.36', objects: [definition] })
    expect(own.scopeOf('traefik.io/v1', 'Middleware')).toBe('Cluster')
    expect(own.scopeOf('traefik.io/v1alpha1', 'Middleware')).toBeUndefined()
    expect(own.scopeOf('traefik.io/v1alpha1', 'MiddlewareTCP')).toBe('Namespaced')
  })

  test.each([[{}], [{ spec: null }], [{ spec: { group: 'a.b', names: {}, versions: 3 } }]])(
    'that make no sense bring nothing: %j',
    (fields) => {
      const broken = {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'x' },
      }
      const own = new SchemaRegistry({ minor: '1.36', objects: [{ ...broken, ...fields }] })
      expect(own.knownKinds()).toEqual(registry.knownKinds())
    },
  )
})

describe('how lists are keyed', () => {
  const container = ['spec', 'template', 'spec', 'containers', 0]
  test.each([
    [[...container.slice(0, -1)], { type: 'map', keys: ['name'], defaults: {} }],
    [[...container, 'ports'], { type: 'map', keys: ['containerPort', 'protocol'], defaults: { protocol: 'TCP' } }],
    [[...container, 'env'], { type: 'map', keys: ['name'], defaults: {} }],
    [[...container, 'volumeMounts'], { type: 'map', keys: ['mountPath'], defaults: {} }],
    [[...container, 'args'], { type: 'atomic' }],
    [['spec', 'template', 'spec', 'tolerations'], { type: 'atomic' }],
    [['metadata', 'finalizers'], { type: 'set' }],
    [['spec', 'replicas'], undefined],
    [['spec', 'nonsense', 'deeper'], undefined],
  ] as const)('Deployment %j: %j', (path, keys) => {
    expect(registry.listKeysAt('apps/v1', 'Deployment', path)).toEqual(keys)
  })

  test('Service ports go by port and protocol, which is TCP unless given', () => {
    const keys = { type: 'map', keys: ['port', 'protocol'], defaults: { protocol: 'TCP' } }
    expect(registry.listKeysAt('v1', 'Service', ['spec', 'ports'])).toEqual(keys)
  })

  test('lists of custom resources are atomic unless their definition says otherwise', () => {
    const at = (path: string[]) => registry.listKeysAt('argoproj.io/v1alpha1', 'Application', path)
    expect(at(['spec', 'sources'])).toEqual({ type: 'atomic' })
    expect(at(['metadata', 'finalizers'])).toEqual({ type: 'set' })
  })

  test('an unknown kind has none', () => {
    expect(registry.listKeysAt('example.org/v1', 'Gadget', ['spec', 'list'])).toBeUndefined()
  })
})
