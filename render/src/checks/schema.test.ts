import { AddressRegister, type Cluster } from '@ainur/constructs'
import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import type { FinishedRendering } from '../model/rendering.ts'
import { schemaCheck } from './schema.ts'

function run(objects: readonly KubeObject[], minor = '1.36', applications: readonly KubeObject[] = []) {
  const rendering: FinishedRendering = {
    applications,
    cluster: { name: 'test', kubernetes: { distribution: 'k3s', version: `${minor}.0`, minor } } as Cluster,
    apps: [],
    exposures: [],
    addresses: new AddressRegister([], []),
    waves: new Map(),
    images: { images: {} },
    objects: objects.map((object) => ({
      app: 'web',
      object,
      policies: [],
      origin: { constructPath: 'web/x', sourceFile: 'apps/test/index.ts' },
    })),
  }
  return schemaCheck.run(rendering)
}

const configMap: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'web' },
  data: { a: '1' },
}

const widget: KubeObject = {
  apiVersion: 'example.org/v1',
  kind: 'Widget',
  metadata: { name: 'one', namespace: 'web' },
  spec: { size: 1 },
}

const widgetDefinition: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.org' },
  spec: {
    group: 'example.org',
    names: { kind: 'Widget', plural: 'widgets' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                oneOf: [{ required: ['height'] }, { not: { required: ['height'] } }],
                properties: {
                  size: { type: 'integer', maximum: 3 },
                  height: { anyOf: [{ maximum: 2 }, { minimum: 8 }], type: 'integer' },
                  name: { type: 'string', minLength: 2, maxLength: 3, pattern: '^[a-z]+$' },
                  tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set', maxItems: 3 },
                  free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                  empty: { type: 'object' },
                  note: { type: 'string', nullable: true },
                },
              },
            },
          },
        },
      },
    ],
  },
}

const widgetWith = (spec: object): KubeObject => ({ ...widget, spec: { size: 1, ...spec } })

test('a tree without faults has no findings', () => {
  expect(run([configMap, widgetDefinition, widget])).toEqual([])
})

test('a finding names the object, the path, what was given, what is allowed and what to do', () => {
  expect(run([{ ...configMap, data: { a: 1 } }])).toEqual([
    {
      rule: 'schema-type',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'web', name: 'web' },
      path: 'data.a',
      message: '1: only a string is allowed',
      remedy: 'write it as a string, in quotes',
    },
  ])
})

test('a kind without schema says how to add one', () => {
  expect(run([widget])).toMatchObject(
    [{ rule: 'schema-kind-unknown', object: { kind: 'Widget' }, remedy: /CustomResourceDefinition/ }].map(
      (finding) => ({ ...finding, remedy: expect.stringMatching(finding.remedy) }),
    ),
  )
})

test('a minor without schemas is a warning about the cluster, once', () => {
  expect(run([configMap, configMap], '1.31')).toEqual([
    expect.objectContaining({ rule: 'schema-minor-unknown', severity: 'warning', path: 'kubernetes.version' }),
  ])
})

test('an object without metadata is reported, not thrown', () => {
  const broken = { apiVersion: 'v1', kind: 'ConfigMap' } as KubeObject
  const places = run([broken]).map(({ rule, path }) => [rule, path])
  expect(places).toEqual([
    ['schema-name', 'metadata.name'],
    ['schema-namespace', 'metadata.namespace'],
  ])
})

describe('custom resources are held against the definition in the tree', () => {
  test.each([
    [{ size: 4 }, 'schema-range', 'spec.size'],
    [{ size: undefined }, 'schema-required', 'spec.size'],
    [{ height: 5 }, 'schema-alternative', 'spec.height'],
    [{ name: 'x' }, 'schema-length', 'spec.name'],
    [{ name: 'abcd' }, 'schema-length', 'spec.name'],
    [{ name: 'A1' }, 'schema-pattern', 'spec.name'],
    [{ tags: ['a', 'a'] }, 'schema-duplicate', 'spec.tags[1]'],
    [{ tags: ['a', 'b', 'c', 'd'] }, 'schema-length', 'spec.tags'],
    [{ empty: { a: 1 } }, 'schema-unknown-field', 'spec.empty.a'],
    [{ hight: 1 }, 'schema-unknown-field', 'spec.hight'],
    [{ name: null }, 'schema-null', 'spec.name'],
  ])('%j gives %s at %s', (spec, rule, path) => {
    expect(run([widgetDefinition, widgetWith(spec)]).map((finding) => [finding.rule, finding.path])).toEqual([
      [rule, path],
    ])
  })

  test('what the definition allows gives nothing', () => {
    const spec = { height: 9, name: 'ab', tags: ['a', 'b'], free: { any: [{ thing: 1 }] }, empty: {}, note: null }
    expect(run([widgetDefinition, widgetWith(spec)])).toEqual([])
  })
})

test('what hands the tree to Argo CD is held against its schema too', () => {
  const application = (spec: object) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web', namespace: 'argocd' },
    spec: { project: 'default', destination: {}, source: { repoURL: 'https://example.org/git' }, ...spec },
  })
  expect(run([], '1.36', [application({})])).toEqual([])
  expect(run([], '1.36', [application({ prune: true })])).toMatchObject([
    { rule: 'schema-unknown-field', object: { kind: 'Application', name: 'web' }, path: 'spec.prune' },
  ])
})
