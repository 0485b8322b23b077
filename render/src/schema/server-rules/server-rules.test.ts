import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { SchemaRegistry } from '../schema-registry.ts'
import { validObjects } from '../validate/valid-objects.fixture.ts'
import { validateObject } from '../validate/validate-object.ts'

const registry = new SchemaRegistry({ minor: '1.36' })

function broken(kind: string, fault: (object: KubeObject) => void): KubeObject {
  const object = JSON.parse(JSON.stringify(validObjects.find((valid) => valid.kind === kind))) as KubeObject
  fault(object)
  return object
}

type Fault = [
  title: string,
  kind: string,
  fault: (object: KubeObject) => void,
  rule: string,
  path: string,
  text: RegExp,
]

const pod = (object: KubeObject) => object.spec.template.spec
const container = (object: KubeObject) => pod(object).containers[0]
const path = (object: KubeObject) => object.spec.rules[0].http.paths[0]
const at = 'spec.template.spec.containers[0]'

// biome-ignore format: a table is read by rows
const faults: readonly Fault[] = [
  ['no spec', 'Deployment', (o) => { delete o.spec }, 'schema-required', 'spec', /"spec" is missing/],
  ['no spec', 'Ingress', (o) => { delete o.spec }, 'schema-required', 'spec', /"spec" is missing/],
  ['a mount of a volume that is not there', 'Deployment', (o) => { container(o).volumeMounts[0].name = 'dta' }, 'schema-volume-mount', `${at}.volumeMounts[0].name`, /it has data, token; did you mean "data"/],
  ['a volume with two sources', 'Deployment', (o) => { pod(o).volumes[0].hostPath = { path: '/x' } }, 'schema-volume-source', 'spec.template.spec.volumes[0]', /emptyDir, hostPath/],
  ['a variable with two values', 'Deployment', (o) => { container(o).env[1].value = 'x' }, 'schema-env', `${at}.env[1]`, /"B"/],
  ['a probe with two handlers', 'Deployment', (o) => { container(o).livenessProbe.exec = { command: ['x'] } }, 'schema-probe', `${at}.livenessProbe`, /exec and tcpSocket/],
  ['a probe without handler', 'Deployment', (o) => { container(o).livenessProbe = {} }, 'schema-probe', `${at}.livenessProbe`, /no handler/],
  ['a liveness probe that must succeed twice', 'Deployment', (o) => { container(o).livenessProbe.successThreshold = 2 }, 'schema-probe', `${at}.livenessProbe.successThreshold`, /only 1/],
  ['a request above its limit', 'Deployment', (o) => { container(o).resources.requests.memory = '2Gi' }, 'schema-requests', `${at}.resources.requests.memory`, /2Gi is requested, the limit is 1.5Gi/],
  ['another host port with hostNetwork', 'Deployment', (o) => { pod(o).hostNetwork = true; container(o).ports[0].hostPort = 54 }, 'schema-host-port', `${at}.ports[0].hostPort`, /^54/],
  ['an empty selector', 'StatefulSet', (o) => { o.spec.selector = {} }, 'schema-selector', 'spec.selector', /at least one label/],
  ['a Deployment that ends', 'Deployment', (o) => { pod(o).restartPolicy = 'Never' }, 'schema-restart-policy', 'spec.template.spec.restartPolicy', /only "Always"/],
  ['a CronJob without restart policy', 'CronJob', (o) => { delete o.spec.jobTemplate.spec.template.spec.restartPolicy }, 'schema-restart-policy', 'spec.jobTemplate.spec.template.spec.restartPolicy', /means Always: only "OnFailure" or "Never"/],
  ['a schedule of four fields', 'CronJob', (o) => { o.spec.schedule = '0 3 * *' }, 'schema-schedule', 'spec.schedule', /five cron fields/],
  ['a schedule with its time zone inside', 'CronJob', (o) => { o.spec.schedule = 'TZ=UTC 3 * * *' }, 'schema-schedule', 'spec.schedule', /timeZone/],
  ['several ports without names', 'Service', (o) => { delete o.spec.ports[1].name }, 'schema-port-name', 'spec.ports[1].name', /several ports/],
  ['two ports of one name', 'Service', (o) => { o.spec.ports[1].name = 'dns' }, 'schema-port-name', 'spec.ports[1].name', /"dns" already/],
  ['a Service without ports', 'Service', (o) => { o.spec.ports = [] }, 'schema-service', 'spec.ports', /headless/],
  ['an ExternalName without name', 'Service', (o) => { o.spec.type = 'ExternalName' }, 'schema-service', 'spec.externalName', /needs it/],
  ['a headless LoadBalancer', 'Service', (o) => { o.spec.clusterIP = 'None' }, 'schema-service', 'spec.clusterIP', /LoadBalancer/],
  ['an Ingress path without slash', 'Ingress', (o) => { path(o).path = 'api' }, 'schema-ingress-path', 'spec.rules[0].http.paths[0].path', /^"api"/],
  ['a backend port twice', 'Ingress', (o) => { path(o).backend.service.port.number = 80 }, 'schema-ingress-path', 'spec.rules[0].http.paths[0].backend.service.port', /only one/],
]

describe('objects whose fields do not fit together', () => {
  test.each(faults)('%s is the only finding', (_, kind, fault, rule, place, text) => {
    const problems = validateObject(broken(kind, fault), registry)
    expect(problems.map((problem) => [problem.rule, problem.path])).toEqual([[rule, place]])
    expect(`${problems[0]?.message}; ${problems[0]?.remedy}`).toMatch(text)
  })
})

test('a StatefulSet may mount its own claims', () => {
  const object = broken('StatefulSet', (o) => {
    pod(o).volumes = []
  })
  expect(validateObject(object, registry)).toEqual([])
})

test('a volume without source is an emptyDir', () => {
  const object = broken('Deployment', (o) => {
    pod(o).volumes.push({ name: 'x' })
  })
  expect(validateObject(object, registry)).toEqual([])
})

test('a headless Service needs no ports', () => {
  const object = broken('Service', (o) => {
    o.spec = { clusterIP: 'None', selector: { a: 'b' } }
  })
  expect(validateObject(object, registry)).toEqual([])
})

test.each([
  ['Deployment', { spec: 3 }],
  ['Deployment', { spec: { selector: [], template: { spec: { containers: 'x', volumes: [null, 'x'] } } } }],
  ['Service', { spec: { ports: 'x' } }],
  ['Ingress', { spec: { rules: [{ http: 1 }, null] } }],
  ['CronJob', { spec: { jobTemplate: null, schedule: 5 } }],
])('a %s of wrong types throughout is reported, not thrown: %j', (kind, fields) => {
  expect(
    validateObject(
      broken(kind, (o) => Object.assign(o, fields)),
      registry,
    ).length,
  ).toBeGreaterThan(0)
})
