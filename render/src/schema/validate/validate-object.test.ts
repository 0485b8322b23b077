import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { generatedMinors, SchemaRegistry } from '../schema-registry.ts'
import { validObjects } from './valid-objects.fixture.ts'
import { validateObject } from './validate-object.ts'

const registry = new SchemaRegistry({ minor: '1.36' })

describe('objects as a careful author writes them', () => {
  for (const minor of generatedMinors()) {
    const ofMinor = new SchemaRegistry({ minor })
    test.each(validObjects.map((object) => [`${object.kind} ${object.apiVersion}`, object] as const))(
      `${minor} accepts %s`,
      (_, object) => {
        expect(validateObject(object, ofMinor)).toEqual([])
      },
    )
  }
})

/** The valid object of `kind`, changed by one fault. */
function broken(kind: string, fault: (object: KubeObject) => void): KubeObject {
  const object = JSON.parse(JSON.stringify(validObjects.find((valid) => valid.kind === kind))) as KubeObject
  fault(object)
  return object
}

const pod = (object: KubeObject) => object.spec.template.spec
const container = (object: KubeObject) => pod(object).containers[0]

type Fault = [
  title: string,
  kind: string,
  fault: (object: KubeObject) => void,
  rule: string,
  path: string,
  text: RegExp,
]

const inPod = 'spec.template.spec'
const inContainer = `${inPod}.containers[0]`

// biome-ignore format: a table is read by rows
const faults: readonly Fault[] = [
  ['a number for a string', 'Deployment', (o) => { container(o).image = 3 }, 'schema-type', `${inContainer}.image`, /^3: only a string is allowed; write it as a string/],
  ['what is no number for an amount', 'Deployment', (o) => { container(o).resources.limits.memory = Number.NaN }, 'schema-type', `${inContainer}.resources.limits.memory`, /^NaN: only /],
  ['a quoted integer', 'Deployment', (o) => { o.spec.replicas = '3' }, 'schema-type', 'spec.replicas', /^"3": only an integer is allowed; write it without quotes/],
  ['a fraction for an integer', 'Deployment', (o) => { o.spec.replicas = 1.5 }, 'schema-type', 'spec.replicas', /^1.5: only an integer/],
  ['a quoted boolean', 'Deployment', (o) => { container(o).tty = 'true' }, 'schema-type', `${inContainer}.tty`, /only true or false is allowed; write it without quotes/],
  ['an object for a list', 'Deployment', (o) => { pod(o).containers = { name: 'web' } }, 'schema-type', `${inPod}.containers`, /^an object with name: only a list is allowed; put it into a list/],
  ['a boolean for int-or-string', 'Deployment', (o) => { o.spec.strategy.rollingUpdate.maxSurge = true }, 'schema-type', 'spec.strategy.rollingUpdate.maxSurge', /only an integer or a string/],
  ['a missing required field', 'Deployment', (o) => { delete o.spec.selector }, 'schema-required', 'spec.selector', /"selector" is missing/],
  ['a misspelt field', 'Deployment', (o) => { container(o).imagePullPolcy = 'Always' }, 'schema-unknown-field', `${inContainer}.imagePullPolcy`, /did you mean "imagePullPolicy"/],
  ['a field at the wrong level', 'Deployment', (o) => { o.spec.containers = [] }, 'schema-unknown-field', 'spec.containers', /not a field that Kubernetes knows here/],
  ['a wrong enum value', 'Deployment', (o) => { container(o).imagePullPolicy = 'always' }, 'schema-enum', `${inContainer}.imagePullPolicy`, /only "Always", "IfNotPresent" or "Never" is allowed; did you mean "Always"/],
  ['a wrong enum value in a list', 'PersistentVolumeClaim', (o) => { o.spec.accessModes = ['RWO'] }, 'schema-enum', 'spec.accessModes[0]', /"ReadWriteOnce"/],
  ['a quantity with a wrong unit', 'Deployment', (o) => { container(o).resources.limits.memory = '1GB' }, 'schema-format', `${inContainer}.resources.limits.memory`, /^"1GB": only a quantity/],
  ['an object for a quantity', 'Deployment', (o) => { container(o).resources.limits.memory = {} }, 'schema-type', `${inContainer}.resources.limits.memory`, /an empty object: only a quantity/],
  ['an integer beyond 32 bits', 'Deployment', (o) => { o.spec.progressDeadlineSeconds = 2 ** 31 }, 'schema-format', 'spec.progressDeadlineSeconds', /an integer of 32 bits/],
  ['a port out of range', 'Service', (o) => { o.spec.ports[0].port = 70000 }, 'schema-range', 'spec.ports[0].port', /^70000: only at least 1 and at most 65535/],
  ['a probe that looks back', 'Deployment', (o) => { container(o).readinessProbe.periodSeconds = -1 }, 'schema-range', `${inContainer}.readinessProbe.periodSeconds`, /at least 0/],
  ['null in a core object', 'Deployment', (o) => { o.spec.strategy = null }, 'schema-null', 'spec.strategy', /leave the field out/],
  ['null in a custom object', 'Certificate', (o) => { o.spec.duration = null }, 'schema-null', 'spec.duration', /leave the field out/],
  ['two containers of one name', 'Deployment', (o) => { pod(o).containers.push(container(o)) }, 'schema-duplicate', `${inPod}.containers[1]`, /name "web" is already in item 0/],
  ['the same port, its protocol once by default', 'Deployment', (o) => { container(o).ports[1].protocol = 'TCP' }, 'schema-duplicate', `${inContainer}.ports[1]`, /containerPort 53 and protocol "TCP"/],
  ['a finalizer twice', 'Application', (o) => { o.metadata.finalizers = ['a.b/c', 'a.b/c'] }, 'schema-duplicate', 'metadata.finalizers[1]', /is already in item 0/],
  ['a label that is not a string', 'Deployment', (o) => { Object.assign(o.metadata.labels ?? {}, { a: true }) }, 'schema-type', 'metadata.labels.a', /in quotes/],
  ['a label value with a blank', 'Deployment', (o) => { pod(o).nodeSelector = { a: 'b c' } }, 'schema-label', `${inPod}.nodeSelector.a`, /at most 63/],
  ['a label key with two slashes', 'Deployment', (o) => { o.metadata.labels = { 'a/b/c': 'x' } }, 'schema-label', 'metadata.labels["a/b/c"]', /label key "a\/b\/c"/],
  ['an annotation that is not a string', 'Deployment', (o) => { Object.assign(o.spec.template.metadata, { annotations: { a: 1 } }) }, 'schema-type', 'spec.template.metadata.annotations.a', /only a string/],
  ['an annotation key with a blank', 'Deployment', (o) => { o.metadata.annotations = { 'a b': '' } }, 'schema-annotation', 'metadata.annotations["a b"]', /annotation key/],
  ['too large annotations', 'Deployment', (o) => { o.metadata.annotations = { a: 'x'.repeat(2 ** 18) } }, 'schema-annotation', 'metadata.annotations', /262145 bytes/],
  ['an unknown metadata field', 'Certificate', (o) => { o.metadata.label = {} }, 'schema-unknown-field', 'metadata.label', /did you mean "labels"/],
  ['no name', 'ConfigMap', (o) => { o.metadata = { namespace: 'web' } as never }, 'schema-name', 'metadata.name', /"name" is missing/],
  ['an upper-case name', 'ConfigMap', (o) => { o.metadata.name = 'Web' }, 'schema-name', 'metadata.name', /^"Web": only at most 253 lower-case/],
  ['a name with a dot where a label is meant', 'Namespace', (o) => { o.metadata.name = 'a.b' }, 'schema-name', 'metadata.name', /at most 63/],
  ['a CronJob name that its Jobs outgrow', 'CronJob', (o) => { o.metadata.name = 'a'.repeat(53) }, 'schema-name', 'metadata.name', /at most 52/],
  ['a role name with a slash', 'ClusterRole', (o) => { o.metadata.name = 'a/b' }, 'schema-name', 'metadata.name', /no "\/"/],
  ['a definition not named after its plural and group', 'CustomResourceDefinition', (o) => { o.metadata.name = 'widget.example.org' }, 'schema-name', 'metadata.name', /only "widgets.example.org"/],
  ['a container name with an underscore', 'Deployment', (o) => { container(o).name = 'my_web' }, 'schema-format', `${inContainer}.name`, /at most 63/],
  ['a port name that is too long', 'Deployment', (o) => { container(o).ports[0].name = 'a-very-long-port' }, 'schema-format', `${inContainer}.ports[0].name`, /at most 15/],
  ['a namespace on a cluster-scoped object', 'StorageClass', (o) => { o.metadata.namespace = 'x' }, 'schema-namespace', 'metadata.namespace', /cluster-scoped/],
  ['a namespaced object without namespace', 'ConfigMap', (o) => { delete o.metadata.namespace }, 'schema-namespace', 'metadata.namespace', /is namespaced/],
  ['a namespace that is not a DNS label', 'ConfigMap', (o) => { o.metadata.namespace = 'A' }, 'schema-namespace', 'metadata.namespace', /^"A"/],
  ['data that is not base64', 'Secret', (o) => { o.data.a = 'not base64' }, 'schema-format', 'data.a', /^a hidden value: only base64/],
  ['an unknown field of a custom resource', 'Certificate', (o) => { o.spec.dnsname = ['a'] }, 'schema-unknown-field', 'spec.dnsname', /did you mean "dnsNames"/],
  ['a wrong enum value of a custom resource', 'Certificate', (o) => { o.spec.privateKey.algorithm = 'EC' }, 'schema-enum', 'spec.privateKey.algorithm', /"ECDSA"/],
  ['a missing field of a custom resource', 'Application', (o) => { delete o.spec.project }, 'schema-required', 'spec.project', /add "project"/],
  ['a scalar in free-form values', 'Application', (o) => { o.spec.sources[0].helm.valuesObject = 'a: 1' }, 'schema-type', 'spec.sources[0].helm.valuesObject', /only an object/],
  ['a misspelt keyword inside a CRD schema', 'CustomResourceDefinition', (o) => { o.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.size.typ = 'x' }, 'schema-unknown-field', 'spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.size.typ', /did you mean "type"/],
  ['a pattern that only RE2 reads', 'CustomResourceDefinition', (o) => { o.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.size.pattern = '(?U)a+' }, 'schema-pattern', 'spec.versions', /cannot be read/],
  ['a kind of another API version', 'Ingress', (o) => { o.apiVersion = 'extensions/v1beta1' }, 'schema-kind-unknown', 'kind', /networking.k8s.io\/v1: change the apiVersion/],
  ['a misspelt kind', 'Deployment', (o) => { o.kind = 'Deploymnet' }, 'schema-kind-unknown', 'kind', /did you mean "Deployment"/],
  ['a kind that nobody defines', 'Deployment', (o) => { Object.assign(o, { apiVersion: 'example.org/v1', kind: 'Gadget' }) }, 'schema-kind-unknown', 'kind', /CustomResourceDefinition into the tree/],
]

describe('objects with one fault', () => {
  test.each(faults)('%s in a %s is the only finding', (_, kind, fault, rule, path, text) => {
    const problems = validateObject(broken(kind, fault), registry)
    expect(problems.map((problem) => [problem.rule, problem.path])).toEqual([[rule, path]])
    expect(`${problems[0]?.message}; ${problems[0]?.remedy}`).toMatch(text)
  })
})

test('all faults of an object are reported at once', () => {
  const object = broken('Deployment', (o) => {
    o.spec.replicas = '1'
    container(o).imagePullPolicy = 'Sometimes'
    delete o.metadata.namespace
  })
  expect(
    validateObject(object, registry)
      .map(({ rule }) => rule)
      .sort(),
  ).toEqual(['schema-enum', 'schema-namespace', 'schema-type'])
})

test('messages never quote what a Secret holds', () => {
  const object = broken('Secret', (o) => {
    o.data = { a: 'hunter2 hunter2', b: 7 }
    o.stringData = { c: ['hunter2'] }
  })
  expect(JSON.stringify(validateObject(object, registry))).not.toMatch(/hunter2|7:/)
})

test('null is a warning in core objects, which the server reads as absent, and an error in custom ones', () => {
  const severity = (kind: string, fault: (object: KubeObject) => void) =>
    validateObject(broken(kind, fault), registry).map((problem) => problem.severity)
  expect(severity('Deployment', (o) => Object.assign(o.spec, { strategy: null }))).toEqual(['warning'])
  expect(severity('Certificate', (o) => Object.assign(o.spec, { duration: null }))).toEqual(['error'])
})

test('a Service name may start with a digit from Kubernetes 1.36 on', () => {
  const service = broken('Service', (o) => Object.assign(o.metadata, { name: '9p' }))
  expect(validateObject(service, registry)).toEqual([])
  expect(validateObject(service, new SchemaRegistry({ minor: '1.35' })).map(({ rule }) => rule)).toEqual([
    'schema-name',
  ])
})
