import { expect, test } from 'vitest'
import { coreSchemas } from './core-schemas.ts'
import { goDefinitionName, goOpenApiFacts } from './go-openapi-facts.ts'

const tabs = (count: number, text: string) => '\t'.repeat(count) + text
const goCode = [
  'func schema_k8sio_api_core_v1_Port(ref common.ReferenceCallback) common.OpenAPIDefinition {',
  tabs(4, 'Properties: map[string]spec.Schema{'),
  tabs(5, '"protocol": {'),
  tabs(7, 'Description: "Enum:        []interface{}{\\"no\\"},",'),
  tabs(7, 'Default:     "TCP",'),
  tabs(7, 'Enum:        []interface{}{"SCTP", "TCP", "UDP"},'),
  tabs(5, '"modes": {'),
  tabs(10, 'Default: "",'),
  tabs(10, 'Enum:    []interface{}{"a", "b"},'),
  '}',
  'func schema_pkg_apis_meta_v1_Status(ref common.ReferenceCallback) common.OpenAPIDefinition {',
  tabs(5, '"status": {'),
  tabs(7, 'Default: "x",'),
].join('\n')

const openApi = {
  paths: {
    '/api/v1/namespaces/{namespace}/hubs': operations('Hub'),
    '/api/v1/hubs': { get: {} },
    '/api/v1/namespaces/{namespace}/hubs/{name}/bindings': operations('HubBinding'),
    '/apis/apps/v1/racks': operations('Rack', 'apps'),
    '/apis/apps/v1/reviews': { post: operations('Review', 'apps').post },
  },
  definitions: {
    'io.k8s.api.core.v1.Hub': {
      description: 'x',
      'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Hub' }],
      properties: {
        ports: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['protocol'],
          items: { $ref: '#/definitions/io.k8s.api.core.v1.Port' },
        },
        size: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity', description: 'x' },
        status: { $ref: '#/definitions/io.k8s.api.core.v1.HubStatus' },
      },
      type: 'object',
    },
    'io.k8s.api.core.v1.Port': {
      type: 'object',
      properties: { protocol: { type: 'string' }, modes: { type: 'array', items: { type: 'string' } } },
    },
    'io.k8s.api.core.v1.HubStatus': { type: 'object', properties: {} },
    'io.k8s.api.apps.v1.Rack': {
      'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Rack' }],
      type: 'object',
    },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
  },
}

function operations(kind: string, group = '') {
  return { get: {}, post: { 'x-kubernetes-group-version-kind': { group, version: 'v1', kind } } }
}

test('kinds that can be created and listed are taken, with scope and plural from their paths', () => {
  expect(coreSchemas(openApi, new Map()).kinds).toEqual({
    v1: { Hub: ['Namespaced', 'hubs'] },
    'apps/v1': { Rack: ['Cluster', 'racks'] },
  })
})

test('only what the kinds lead to is kept, without status, with enums and key defaults from the Go code', () => {
  const { file } = coreSchemas(openApi, goOpenApiFacts(goCode))
  expect(file.definitions).toEqual({
    'core.v1.Port': {
      type: 'object',
      properties: {
        protocol: { type: 'string', enum: ['SCTP', 'TCP', 'UDP'], default: 'TCP' },
        modes: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
      },
    },
    'apimachinery.pkg.api.resource.Quantity': { format: 'quantity' },
  })
  expect(file.kinds.v1?.Hub?.properties).toEqual({
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['protocol'],
      items: { $ref: 'core.v1.Port' },
    },
    size: { $ref: 'apimachinery.pkg.api.resource.Quantity' },
    status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  })
  expect(file.kinds['apps/v1']?.Rack).toMatchObject({ 'x-kubernetes-preserve-unknown-fields': true })
})

test('Go names of definitions', () => {
  expect(goDefinitionName('io.k8s.api.core.v1.Pod')).toBe('k8sio_api_core_v1_Pod')
  expect(goDefinitionName('io.k8s.apimachinery.pkg.apis.meta.v1.Status')).toBe('pkg_apis_meta_v1_Status')
  expect(goOpenApiFacts(goCode).get('pkg_apis_meta_v1_Status')?.get('status')).toEqual({ default: 'x' })
})

test('an enum that openapi-gen writes in another way stops the generation', () => {
  const changed = goCode.replace('[]interface{}{"a", "b"}', 'modes()')
  expect(() => goOpenApiFacts(changed)).toThrow('modes()')
})

test('a reference without definition stops the generation', () => {
  const { 'io.k8s.api.core.v1.Port': _, ...definitions } = openApi.definitions
  expect(() => coreSchemas({ ...openApi, definitions }, new Map())).toThrow('io.k8s.api.core.v1.Port')
})
