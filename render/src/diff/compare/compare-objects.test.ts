import { describe, expect, it } from 'vitest'
import { SchemaRegistry } from '../../schema/schema-registry.ts'
import { deployment, named } from '../testing/objects.ts'
import { compareObjects } from './compare-objects.ts'
import { schemaFacts } from './schema-facts.ts'

const facts = schemaFacts(() => new SchemaRegistry({ minor: '1.36' }))
const paths = (before: object, after: object) => compareObjects(before, after, facts).paths.map(({ path }) => path)
const hidden = (before: object, after: object) => compareObjects(before, after, facts).hidden.map(({ rule }) => rule)
const config = (data: object) => named('v1', 'ConfigMap', 'c', { data })
const container = (rest: object) => deployment({ container: rest as never })

describe('compareObjects', () => {
  it('compares keyed lists by their keys, whatever their order', () => {
    const before = container({
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '1' },
      ],
    })
    const after = container({
      env: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    })
    expect(paths(before, after)).toEqual(['spec.template.spec.containers[name=web].env[name=B].value'])
    expect(hidden(before, after)).toEqual(['list-order'])
  })

  it('keeps the order of variables that read others, and of init containers', () => {
    const env = (...names: string[]) => container({ env: names.map((name) => ({ name, value: '$(X)' })) })
    expect(paths(env('A', 'B'), env('B', 'A'))).toEqual(['spec.template.spec.containers[name=web].env[*=order]'])
    const init = (...names: string[]) =>
      deployment({ pod: { initContainers: names.map((name) => ({ name, image: 'a:1' })) } })
    expect(paths(init('a', 'b'), init('b', 'a'))).toEqual(['spec.template.spec.initContainers[*=order]'])
  })

  it('uses composite keys: a port number may occur twice, for two protocols', () => {
    const ports = (name: string) =>
      container({
        ports: [
          { containerPort: 53, protocol: 'UDP', name: 'udp' },
          { containerPort: 53, name },
        ],
      })
    expect(paths(ports('tcp'), ports('dns'))).toEqual([
      'spec.template.spec.containers[name=web].ports[containerPort=53,protocol=TCP].name',
    ])
  })

  it('hides what a claim template is: the API server says so anyway', () => {
    const claims = (type: object) =>
      named('apps/v1', 'StatefulSet', 'a', {
        spec: { volumeClaimTemplates: [{ ...type, metadata: { name: 'data' } }] },
      })
    const [before, after] = [claims({}), claims({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' })]
    expect(paths(before, after)).toEqual([])
    expect(hidden(before, after)).toEqual(['default-value', 'default-value'])
  })

  it('compares atomic lists by order', () => {
    expect(paths(container({ args: ['a', 'b'] }), container({ args: ['b', 'a'] }))).toEqual([
      'spec.template.spec.containers[name=web].args[0]',
      'spec.template.spec.containers[name=web].args[1]',
    ])
    expect(paths(container({ args: ['a'] }), container({ args: ['b', 'a'] }))).toEqual([
      'spec.template.spec.containers[name=web].args',
    ])
  })

  it.each([
    [
      'same-quantity',
      container({ resources: { requests: { cpu: '1000m' } } }),
      container({ resources: { requests: { cpu: 1 } } }),
    ],
    [
      'same-quantity',
      container({ resources: { limits: { memory: '1Gi' } } }),
      container({ resources: { limits: { memory: '1024Mi' } } }),
    ],
    [
      'default-value',
      named('v1', 'Service', 'a', { spec: { ports: [{ port: 80 }] } }),
      named('v1', 'Service', 'a', { spec: { type: 'ClusterIP', ports: [{ port: 80 }] } }),
    ],
    [
      'default-value',
      container({ livenessProbe: { httpGet: { port: 80 } } }),
      container({ livenessProbe: { httpGet: { port: 80, scheme: 'HTTP' } } }),
    ],
    [
      'default-value',
      container({ env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }] }),
      container({ env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } } }] }),
    ],
    [
      'same-duration',
      named('cert-manager.io/v1', 'Certificate', 'a', { spec: { duration: '2160h' } }),
      named('cert-manager.io/v1', 'Certificate', 'a', { spec: { duration: '2160h0m0s' } }),
    ],
    [
      'number-as-text',
      named('v1', 'Service', 'a', { spec: { ports: [{ port: 80, targetPort: 8080 }] } }),
      named('v1', 'Service', 'a', { spec: { ports: [{ port: 80, targetPort: '8080' }] } }),
    ],
    [
      'document-formatting',
      config({ 'a.yaml': 'a: 1 # one\nb: [1, 2]\n' }),
      config({ 'a.yaml': 'b:\n- 1\n- 2\na: 1\n' }),
    ],
    ['document-formatting', config({ 'a.json': '{"a":1}' }), config({ 'a.json': '{ "a": 1 }\n' })],
    ['document-formatting', config({ 'a.ini': '[x]\n# c\nk = v\n' }), config({ 'a.ini': '[x]\nk=v\n' })],
    [
      'document-formatting',
      config({ Corefile: '.:53 {\n  errors\n}\n' }),
      config({ Corefile: '# all\n.:53 {\n  errors  \n}\n' }),
    ],
    [
      'document-formatting',
      config({ 'run.sh': '#!/bin/sh\necho a\n' }),
      config({ 'run.sh': '#!/bin/sh\n\n# say it\necho a\n' }),
    ],
  ])('hides %s', (rule, before, after) => {
    expect(paths(before, after)).toEqual([])
    expect(hidden(before, after)).toEqual([rule])
  })

  it.each([
    [
      '1Gi is not 1G',
      container({ resources: { limits: { memory: '1Gi' } } }),
      container({ resources: { limits: { memory: '1G' } } }),
    ],
    ['text that looks like a quantity', config({ a: '1000m' }), config({ a: '1' })],
    [
      'a boolean that becomes text',
      container({ securityContext: { privileged: true } }),
      container({ securityContext: { privileged: 'true' } }),
    ],
    [
      'a value that is not a default',
      named('v1', 'Service', 'a', { spec: {} }),
      named('v1', 'Service', 'a', { spec: { type: 'NodePort' } }),
    ],
    [
      'an empty selector',
      named('networking.k8s.io/v1', 'NetworkPolicy', 'a', { spec: {} }),
      named('networking.k8s.io/v1', 'NetworkPolicy', 'a', { spec: { podSelector: {} } }),
    ],
    [
      'a comment that is a shebang',
      config({ 'run.sh': '#!/bin/sh\necho\n' }),
      config({ 'run.sh': '#!/bin/bash\necho\n' }),
    ],
    ['another line of a Corefile', config({ Corefile: 'errors\n' }), config({ Corefile: 'log\n' })],
  ])('shows %s', (_, before, after) => {
    expect(paths(before, after)).toHaveLength(1)
  })

  it('shows what changes inside a document, by its own path', () => {
    expect(paths(config({ 'a.yaml': 'server:\n  port: 1\n' }), config({ 'a.yaml': 'server:\n  port: 2\n' }))).toEqual([
      'data["a.yaml"] > server.port',
    ])
    expect(paths(config({ 'a.ini': '[s]\nk=1\n' }), config({ 'a.ini': '[s]\nk=2\n' }))).toEqual(['data["a.ini"] > s.k'])
    const chart = (values: string) =>
      named('helm.cattle.io/v1', 'HelmChartConfig', 'traefik', { spec: { valuesContent: values } })
    expect(paths(chart('a: 1\n'), chart('a: 2\n'))).toEqual(['spec.valuesContent > a'])
  })

  it('takes null for nothing', () => {
    expect(compareObjects(named('v1', 'ConfigMap', 'a', { data: null }), named('v1', 'ConfigMap', 'a'), facts)).toEqual(
      { paths: [], hidden: [] },
    )
  })
})
