import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorsOf, labRepository } from './testing/lab-repository.ts'

const repository = labRepository()
const object = { apiVersion: 'ainur/v1', kind: 'Cluster', name: 'lab' }

/** Constructs in the app `web`, as their owner writes them: what types forbid, a spread or a cast lets through. */
const pod = (container: string, spec = '') => `{ containers: [{ name: 'web', image: 'web:1', ${container} }], ${spec} }`
const labels = "{ matchLabels: { app: 'web' } }"
const template = (spec: string) => `{ metadata: { labels: { app: 'web' } }, spec: ${spec} }`
const make = (kind: string, fields: string) =>
  `new k8s.Kube${kind}(new Plain(cluster, 'web'), 'it', { metadata: { name: 'web' }, ${fields} } as any)`
const written: readonly (readonly [what: string, body: string, path: string])[] = [
  [
    'an amount as text, in a limit that is none',
    make('Pod', `spec: ${pod("resources: { limits: { memory: '12 MB' } }")}`),
    'spec.containers[0].resources.limits.memory',
  ],
  [
    'a misspelt key behind a spread',
    `const base = { replcias: 2 }; ${make('Deployment', `spec: { ...base, selector: ${labels}, template: ${template(pod(''))} }`)}`,
    'spec.replcias',
  ],
  [
    'a misspelt key deep in a CronJob',
    make(
      'CronJob',
      `spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: ${template(pod("livenessProbe: { httpGet: { port: 80, pfad: '/' } }", "restartPolicy: 'Never'"))} } } }`,
    ),
    'spec.jobTemplate.spec.template.spec.containers[0].livenessProbe.httpGet.pfad',
  ],
  [
    'a misspelt key in a claim template',
    make(
      'StatefulSet',
      `spec: { serviceName: 'web', selector: ${labels}, template: ${template(pod(''))}, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessMode: 'ReadWriteOnce' } }] }`,
    ),
    'spec.volumeClaimTemplates[0].spec.accessMode',
  ],
  ['a misspelt key of metadata', make('ConfigMap', 'metadata: { name: "web", lables: { a: "b" } }'), 'metadata.lables'],
  ['a misspelt key beside spec', make('Service', 'sepc: { ports: [{ port: 80 }] }'), 'sepc'],
  ['a number for text in a mapping', make('ConfigMap', 'data: { port: 80 }'), 'data.port'],
  ['text for a list', make('Pod', `spec: ${pod("command: 'sh -c x'")}`), 'spec.containers[0].command'],
  [
    'a port in quotes where only a number is taken',
    make('Service', "spec: { ports: [{ port: '80' }] }"),
    'spec.ports[0].port',
  ],
  [
    'an amount that is no number',
    make('Pod', `spec: ${pod('resources: { requests: { cpu: k8s.Quantity.fromNumber(NaN) } }')}`),
    'spec.containers[0].resources.requests.cpu',
  ],
  [
    'a misspelt key of a custom resource',
    "new ApiObject(new Plain(cluster, 'web'), 'it', { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name: 'web' }, spec: { redirectSheme: {} } })",
    'spec.redirectSheme',
  ],
  [
    'another type in a custom resource',
    "new ApiObject(new Plain(cluster, 'web'), 'it', { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name: 'web' }, spec: { stripPrefix: { prefixes: '/a' } } })",
    'spec.stripPrefix.prefixes',
  ],
  [
    'what changes a container of a ContainerApp',
    "new ContainerApp(cluster, 'web', { image: 'web:1', user: 1000, resources: { cpu: '1m', memory: '8Mi' }, container: (it) => ({ ...it, imagePulPolicy: 'Always' }) } as any)",
    'spec.template.spec.containers[0].imagePulPolicy',
  ],
]

describe('a slip of the owner', () => {
  it.each(written)('does not vanish: %s', async (_, body, path) => {
    const [result] = await repository.lab(body)
    const told = result?.findings.filter((finding) => finding.path === path)
    expect(told?.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([expect.stringMatching(/^error schema-/)])
    expect(told?.map((finding) => result?.placeOf?.(finding.object))).toEqual(['apps/lab/index.ts:23'])
  })

  it('is none where cdk8s only wants a wrapper', async () => {
    const body = `
  new k8s.KubeService(new Plain(cluster, 'a'), 'it', { metadata: { name: 'a' }, spec: { ports: [{ port: 80, targetPort: 'http' }] } })
  new k8s.KubePod(new Plain(cluster, 'b'), 'it', { metadata: { name: 'b' }, spec: ${pod("resources: { limits: { memory: '128Mi' } }")} })`
    const [result] = await repository.lab(body)
    expect(result?.findings.filter(({ rule }) => rule.startsWith('schema-'))).toEqual([])
    const objects = result?.rendering?.objects.map(({ object }) => object) ?? []
    expect(objects.find(({ kind }) => kind === 'Service')?.spec.ports).toEqual([{ port: 80, targetPort: 'http' }])
    const [container] = objects.find(({ kind }) => kind === 'Pod')?.spec.containers ?? []
    expect(container.resources).toEqual({ limits: { memory: '128Mi' } })
  })

  it.each([
    ["new Error('no secrets', { cause: new Error('no such file') })", 'no secrets, because: no such file'],
    ["new Error('no secrets', { cause: 'no such file' })", 'no secrets, because: no such file'],
    ["new TypeError('no secrets', { cause: new Error('no such file') })", 'no secrets, because: no such file'],
    [
      "Object.assign(new AppError('web', 'x', 'no secrets', 'y'), { cause: new Error('no such file') })",
      'web: no secrets, because: no such file',
    ],
    ["new AggregateError([new Error('one'), 'two'], 'many')", 'many (one; two)'],
    ['new Error()', 'Error without a message'],
    ["((e) => Object.assign(e, { cause: e }))(new Error('round'))", 'round'],
  ])('tells what led to an error: %s', async (error, message) => {
    expect(await errorsOf(repository.lab(`throw ${error}`))).toMatchObject([{ message }])
  })

  it.each(["'text'", 'null', 'undefined'])('takes %s that is thrown for a slip of the owner', async (thrown) => {
    expect(await errorsOf(repository.lab(`throw ${thrown}`))).toMatchObject([
      {
        rule: 'app-invalid',
        object,
        message: `${thrown} was thrown, which does not tell where`,
        remedy: 'throw new Error(…) instead, in what apps/lab/index.ts runs',
      },
    ])
  })

  it.each([
    ['env: { A: 1 }, volumeMounts: {}, ports: {}', ['env', 'ports', 'volumeMounts']],
    ["resources: 'few', securityContext: 'none', envFrom: {}", ['envFrom', 'resources', 'securityContext']],
  ])('says which fields of an object have another type, whatever else reads them: %s', async (fields, paths) => {
    const pod = `new k8s.KubePod(new Plain(cluster, 'web'), 'pod', { metadata: { name: 'web' }, spec: { volumes: {}, tolerations: {}, containers: [{ name: 'web', image: 'web:1', ${fields} }] } })`
    const errors = (await errorsOf(repository.lab(pod)))?.filter(({ rule }) => rule === 'schema-type')
    expect(errors?.map(({ path }) => path)).toEqual([
      ...paths.map((path) => `spec.containers[0].${path}`),
      'spec.tolerations',
      'spec.volumes',
    ])
  })

  it('checks custom resources of a chart against the definitions in crds/', async () => {
    const field = { type: 'object', properties: { size: { type: 'integer' } } }
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'gadgets.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { kind: 'Gadget', plural: 'gadgets' },
        versions: [
          { name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: field } } } },
        ],
      },
    }
    const body = `
  const chart = new Plain(cluster, 'chart')
  chart.provides({ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name: 'gadgets.example.org' })
  new ApiObject(new Plain(cluster, 'web', { chart }), 'gadget', { apiVersion: 'example.org/v1', kind: 'Gadget', metadata: { name: 'web' }, spec: { sise: 1, size: 'big' } })`
    expect(await errorsOf(repository.lab(body))).toMatchObject([{ rule: 'schema-kind-unknown' }])
    mkdirSync(join(repository.root, 'crds'))
    writeFileSync(join(repository.root, 'crds/gadgets.json'), JSON.stringify(definition))
    const again = () => errorsOf(repository.render())
    expect(await again()).toMatchObject([
      { rule: 'schema-unknown-field', object: { namespace: 'web' }, path: 'spec.sise' },
      { rule: 'schema-type', path: 'spec.size' },
    ])
    writeFileSync(join(repository.root, 'crds/more.yaml'), 'kind: ConfigMap\n')
    expect(await again()).toMatchObject([
      { rule: 'definition-file-invalid', object: { kind: 'File', name: 'crds/more.yaml' } },
    ])
  })

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'crypto.randomUUID()'])(
    'refuses code of the owner that asks for %s, which makes another tree of every run',
    async (call) => {
      expect(await errorsOf(repository.lab(`new Plain(cluster, 'web', { version: ${call} })`))).toEqual([
        {
          rule: 'rendering-impure',
          severity: 'error',
          object,
          path: 'apps/lab/index.ts:23',
          message: `${call} gives something else at each run, and the same definition has to give the same tree`,
          remedy: 'Write the value down, or have something in the cluster make it.',
        },
      ])
    },
  )

  it('lets code of the owner use times that are written down', async () => {
    const body = `
  const day = new Date('2026-11-30')
  if (!(day instanceof Date) || Date.parse('2026-11-30') !== day.getTime()) throw new Error('no date')
  new Plain(cluster, 'web', { day: day.toISOString() })`
    expect(await errorsOf(repository.lab(body))).toEqual([])
  })

  it('says what cannot be written as YAML, in all objects at once, and where it is', async () => {
    const body = `
  const config = (name, data) => new k8s.KubeConfigMap(new Plain(cluster, name), 'config', { metadata: { name }, data })
  config('a', new Map([['a', 'b']]))
  config('b', { list: new Set(['a']), time: new Date(0), same: { constructor: undefined } })
  const round = {}; round.again = round
  config('c', { round })`
    const [result] = await repository.lab(body)
    expect(result?.findings.map(({ rule, object, path, message }) => [rule, object.name, path, message])).toEqual([
      ['schema-type', 'a', 'data', 'an object of the class Map: only what YAML can hold is allowed here'],
      ['schema-type', 'b', 'data.list', 'an object of the class Set: only what YAML can hold is allowed here'],
      ['schema-type', 'b', 'data.time', 'an object of the class Date: only what YAML can hold is allowed here'],
      ['schema-type', 'b', 'data.same', 'an object without a prototype: only what YAML can hold is allowed here'],
      ['schema-type', 'c', 'data.round.again', 'the object that holds it: only what YAML can hold is allowed here'],
    ])
    expect(result?.findings.map(({ object }) => result.placeOf?.(object))).toEqual(
      Array(5).fill('apps/lab/index.ts:24'),
    )
  })

  it('knows the line of an object, or of our system that made it', async () => {
    const [result] = await repository.lab(`
  new k8s.KubePod(new Plain(cluster, 'web'), 'pod', { metadata: { name: 'web' }, spec: { volumes: {} } })
  new KubeVip(cluster, 'kube-vip')`)
    const ref = (kind: string, name: string, apiVersion: string, namespace = name) => ({
      apiVersion,
      kind,
      namespace,
      name,
    })
    const placeOf = result?.placeOf
    expect(placeOf?.(ref('Pod', 'web', 'v1'))).toBe('apps/lab/index.ts:24')
    expect(placeOf?.(ref('DaemonSet', 'kube-vip', 'apps/v1'))).toBe('apps/lab/index.ts:25')
    expect(placeOf?.(ref('Pod', 'nobody', 'v1'))).toBeUndefined()
  })
})
