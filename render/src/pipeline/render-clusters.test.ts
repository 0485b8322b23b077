import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderClusters } from './render-clusters.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

let root: string
beforeEach(() => {
  // Inside the repository, or its packages would not be found.
  mkdirSync(join(repository, '.cache'), { recursive: true })
  root = mkdtempSync(join(repository, '.cache/pipeline-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const imports = `
import { ApiObject } from 'cdk8s'; import { k8s } from 'cdk8s-plus-28'
import { App, AppError, appReference, ClusterTree, defineCluster, KubeVip, Namespaces, PiNetboot, policiesFor, readProps, shape } from '@ainur/constructs'
class Plain extends App {}
class Web extends App {
  constructor(tree, name, props) {
    super(tree, name, props)
    const { host } = readProps(this, { host: shape.text, port: shape.optional(shape.count), identity: shape.optional(appReference('an identity provider')) }, props, { host: "'web'" })
    if (host === 'www') this.report({ rule: 'web-host', severity: 'warning', path: 'host', message: 'it is out of fashion', remedy: 'choose another' })
  }
}
`

/** A cluster in the folder `lab`, whose index.ts has this function body after its tree and namespaces were made. */
function lab(body: string, options: { readonly name?: string } = {}) {
  labFile(body, options)
  return renderClusters({ appsDir: join(root, 'apps') })
}

/** Writes that cluster, and returns its file. */
function labFile(body: string, { name = 'lab' }: { readonly name?: string }): string {
  const folder = join(root, 'apps/lab')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'index.ts')
  writeFileSync(
    file,
    `${imports}
const definition = defineCluster({
  name: '${name}', domain: 'lab.home.arpa', git: { url: 'https://github.com/example/lab.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.3+k3s1' },
  network: { subnet: '10.0.0.0/24', gateway: '10.0.0.1', dns: ['10.0.0.1'], controlPlaneVip: '10.0.0.10', servicePool: '10.0.0.200-10.0.0.209' },
  nodes: [{ name: 'one', hardware: 'mini-pc', machine: { architecture: 'amd64', cores: 4, memoryGB: 16 }, role: 'server', address: '10.0.0.11', disks: [{ id: 'nvme-A', kind: 'nvme', purpose: 'os', sizeGB: 256 }] }],
  identity: { admins: ['a@lab.home.arpa'], users: [{ email: 'a@lab.home.arpa', username: 'a', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }] },
})
export default function lab() {
  const cluster = new ClusterTree(definition)
  new Namespaces(cluster, 'namespaces')
  ${body}
  return cluster
}
`,
  )
  return file
}

async function errorsOf(results: ReturnType<typeof lab>) {
  const [result] = await results
  return result?.findings.filter(({ severity }) => severity === 'error')
}
const object = { apiVersion: 'ainur/v1', kind: 'Cluster', name: 'lab' }

describe('renderClusters', () => {
  it('renders a cluster that nothing is wrong with', async () => {
    const [result] = await lab("new Plain(cluster, 'web')")
    expect(result?.findings).toEqual([])
    expect(result?.rendering?.objects.map(({ object }) => object.kind)).toContain('Namespace')
  })

  it('checks what hands the tree to Argo CD like every other object', async () => {
    const body = `new Plain(cluster, 'web').addRelease({ name: 'db', facts: '',
      source: { type: 'chart', repoURL: 'https://charts.example.org', chart: 'db', version: '1.0.0', values: { password: 'hunter22' } },
      contents: { namespaces: [], clusterKinds: [], workloads: [], provides: [] } })`
    expect(await errorsOf(lab(body))).toMatchObject([
      {
        rule: 'secret-literal',
        object: { kind: 'Application', namespace: 'argocd', name: 'web' },
        path: 'spec.source.helm.valuesObject.password',
      },
    ])
  })

  it('names the loop of apps that depend on each other', async () => {
    const body = "const a = new Plain(cluster, 'a'); const b = new Plain(cluster, 'b', { a }); a.dependOn(b, 'late')"
    expect(await errorsOf(lab(body))).toMatchObject([
      { rule: 'app-cycle', object, message: expect.stringContaining('a -> b -> a') },
    ])
  })

  it('shows what an app refuses as a finding, at the path of the value', async () => {
    const body = "throw new AppError('omni', 'apps.omni', 'no settings', 'add apps.omni')"
    expect(await errorsOf(lab(body))).toMatchObject([
      { rule: 'app-invalid', object, path: 'apps.omni', message: 'omni: no settings', remedy: 'add apps.omni' },
    ])
  })

  it('shows what several apps were wrongly given, all at once, each at its line', async () => {
    const body = `
  const loadBalancer = new KubeVip(cluster, 'kube-vip')
  const storage = Object.assign(new Plain(cluster, 'storage'), { storageClass: 'x', replicas: 1 })
  new Web(cluster, 'web', { port: '80' })
  new Web(cluster, 'web', { hots: 'web' })
  new PiNetboot(cluster, 'pi-netboot', {
    address: '10.0.0.11', ubuntu: 'noble', loadBalancer, storage,
  })`
    const [result] = await lab(body)
    expect(result?.rendering).toBeUndefined()
    expect(result?.findings.map(({ rule, path, message }) => [rule, path, message])).toEqual([
      ['missing-value', 'apps/lab/index.ts:26 new Web(…): host', 'nothing was given; it takes a string'],
      ['wrong-type', 'apps/lab/index.ts:26 new Web(…): port', '"80" was given; it takes a number'],
      ['app-invalid', 'apps/lab/index.ts:27 new Web(…): name', expect.stringContaining('two apps are called "web"')],
      [
        'unknown-key',
        'apps/lab/index.ts:27 new Web(…): hots',
        '"hots" is not a setting of new Web(…); allowed are host, port, identity',
      ],
      ['ubuntu-release-invalid', 'apps/lab/index.ts:28 new PiNetboot(…): ubuntu', expect.stringContaining('"noble"')],
      [
        'app-address-outside-pool',
        'apps/lab/index.ts:28 new PiNetboot(…): address',
        '"10.0.0.11" lies outside the service pool 10.0.0.200-10.0.0.209',
      ],
      [
        'address-collision',
        'apps/lab/index.ts:28 new PiNetboot(…): address',
        '"10.0.0.11" belongs to node "one" already (nodes[0].address)',
      ],
    ])
  })

  it('tells what was found before an app that nothing can replace', async () => {
    const body = "new Web(cluster, 'web', {}); new PiNetboot(cluster, 'pi', {}); new Web(cluster, 'later', {})"
    expect((await errorsOf(lab(body)))?.map(({ path }) => path.replace(/^.* /, ''))).toEqual([
      'host',
      'address',
      'ubuntu',
      'loadBalancer',
      'storage',
    ])
  })

  it('tells what was found before an app that gave up', async () => {
    const body = "const web = new Web(cluster, 'web', {}); throw new AppError('web', 'port', 'no port', 'open one')"
    expect(await errorsOf(lab(body))).toMatchObject([
      { rule: 'missing-value' },
      { rule: 'app-invalid', path: 'port', message: 'web: no port', remedy: 'open one' },
    ])
  })

  it('tells what was found before a slip', async () => {
    const body = "new Web(cluster, 'web', {}); new Web(cluster, 'more', { host: missing })"
    expect(await errorsOf(lab(body))).toMatchObject([
      { rule: 'missing-value', path: expect.stringMatching(/host$/) },
      { rule: 'app-invalid', message: 'missing is not defined' },
    ])
  })

  it('tells what was found before an app that gave up when all were there', async () => {
    const body = `
  new Web(cluster, 'web', { host: 'www' })
  new Plain(cluster, 'late').complete = () => { throw new AppError('late', 'x', 'too late', 'hurry') }`
    const [result] = await lab(body)
    expect(result?.findings.map(({ rule }) => rule)).toEqual(['web-host', 'app-invalid'])
  })

  it('shows a warning of an app without a line, which would churn in index.json', async () => {
    const [result] = await lab("new Web(cluster, 'web', { host: 'www' })")
    expect(result?.findings).toMatchObject([
      { rule: 'web-host', severity: 'warning', object, path: 'apps/lab/index.ts new Web(…): host' },
    ])
    expect(result?.rendering).toBeDefined()
  })

  it('calls the project of apps as the cluster is called', async () => {
    const [result] = await lab("new Plain(cluster, 'web').provides({ group: '', kind: 'Secret', name: 'x' })")
    const projects = result?.applications.filter(({ kind }) => kind === 'AppProject')
    expect(projects?.map(({ metadata }) => metadata.name)).toEqual(['lab', 'system-addons'])
  })

  it('shows what a construct refuses as a finding, with the line of the owner', async () => {
    const body = "throw new Error('a name is taken')"
    expect(await errorsOf(lab(body))).toMatchObject([
      {
        rule: 'app-invalid',
        object,
        message: 'a name is taken',
        remedy: expect.stringMatching(/apps\/lab\/index\.ts:\d+/),
      },
    ])
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
    expect(await errorsOf(lab(`throw ${error}`))).toMatchObject([{ message }])
  })

  it.each(["'text'", 'null', 'undefined'])('takes %s that is thrown for a slip of the owner', async (thrown) => {
    expect(await errorsOf(lab(`throw ${thrown}`))).toMatchObject([
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
    const errors = (await errorsOf(lab(pod)))?.filter(({ rule }) => rule === 'schema-type')
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
    expect(await errorsOf(lab(body))).toMatchObject([{ rule: 'schema-kind-unknown' }])
    mkdirSync(join(root, 'crds'))
    writeFileSync(join(root, 'crds/gadgets.json'), JSON.stringify(definition))
    const again = () => errorsOf(renderClusters({ appsDir: join(root, 'apps') }))
    expect(await again()).toMatchObject([
      { rule: 'schema-unknown-field', object: { namespace: 'web' }, path: 'spec.sise' },
      { rule: 'schema-type', path: 'spec.size' },
    ])
    writeFileSync(join(root, 'crds/more.yaml'), 'kind: ConfigMap\n')
    expect(await again()).toMatchObject([
      { rule: 'definition-file-invalid', object: { kind: 'File', name: 'crds/more.yaml' } },
    ])
  })

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'crypto.randomUUID()'])(
    'refuses code of the owner that asks for %s, which makes another tree of every run',
    async (call) => {
      expect(await errorsOf(lab(`new Plain(cluster, 'web', { version: ${call} })`))).toEqual([
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
    expect(await errorsOf(lab(body))).toEqual([])
  })

  it('says what cannot be written as YAML, in all objects at once, and where it is', async () => {
    const body = `
  const config = (name, data) => new k8s.KubeConfigMap(new Plain(cluster, name), 'config', { metadata: { name }, data })
  config('a', new Map([['a', 'b']]))
  config('b', { list: new Set(['a']), time: new Date(0), same: { constructor: undefined } })
  const round = {}; round.again = round
  config('c', { round })`
    const [result] = await lab(body)
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
    const [result] = await lab(`
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

  it('refuses a definition whose name is not its folder', async () => {
    expect(await errorsOf(lab('', { name: 'other' }))).toMatchObject([
      {
        rule: 'cluster-name-folder',
        object,
        path: 'name',
        message: "name is 'other', but the definition is in apps/lab",
      },
    ])
  })

  it('tells all about a definition whose name is not its folder by the folder, so that nothing accepted for another cluster hides it', async () => {
    const file = labFile('', { name: 'other' })
    writeFileSync(file, readFileSync(file, 'utf8').replace("domain: 'lab.home.arpa'", "domain: 'lab.dev'"))
    const [result] = await renderClusters({ appsDir: join(root, 'apps') })
    expect(result?.findings).toMatchObject([
      { rule: 'cluster-name-folder', object },
      { rule: 'domain-public-tld', object },
    ])
  })

  it('says what a tree is made of where it is given nothing', async () => {
    const file = labFile('', {})
    writeFileSync(file, readFileSync(file, 'utf8').replace('new ClusterTree(definition)', 'new ClusterTree(undefined)'))
    expect(await errorsOf(renderClusters({ appsDir: join(root, 'apps') }))).toEqual([
      {
        rule: 'app-invalid',
        severity: 'error',
        object,
        path: '',
        message:
          'new ClusterTree() was given nothing; it takes what defineCluster() returns, exported by cluster.ts as `export const cluster = defineCluster({ … })`',
        remedy: 'correct it in apps/lab, at apps/lab/index.ts:21',
      },
    ])
  })

  it('reports a broken image lock', async () => {
    writeFileSync(join(root, 'images.lock.json'), '{')
    expect(await errorsOf(lab(''))).toMatchObject([{ rule: 'image-lock-invalid' }])
  })

  it('shows a slip in the code of the cluster at its line, and names what finds all of them', async () => {
    expect(await errorsOf(lab("new Plain(cluster, 'web', { storage })"))).toMatchObject([
      {
        rule: 'app-invalid',
        object,
        message: 'storage is not defined',
        remedy: expect.stringMatching(/^correct apps\/lab\/index\.ts:23; npm run typecheck /),
      },
    ])
  })

  it('leads from a slip inside a package to the line of the cluster that led there', async () => {
    const body = 'k8s.toJson_Container(null as never)'
    expect(await errorsOf(lab(body))).toMatchObject([
      {
        rule: 'app-invalid',
        remedy:
          'correct apps/lab/index.ts:23, where something that is not there is handed on; npm run typecheck finds most such slips at once',
      },
    ])
  })

  it.each([
    ['exports no function as its default', (text: string) => text.replace('export default', 'export')],
    ['returns no ClusterTree', (text: string) => text.replace('return cluster', '')],
  ])('says that index.ts %s', async (message, edit) => {
    const file = labFile('', {})
    writeFileSync(file, edit(readFileSync(file, 'utf8')))
    const results = renderClusters({ appsDir: join(root, 'apps') })
    expect(await errorsOf(results)).toMatchObject([{ object, message: expect.stringContaining(message) }])
  })

  it('misses the index.ts of a folder with a definition, and takes other folders for what clusters share', async () => {
    for (const [folder, file] of [
      ['typo', 'cluster.ts'],
      ['typo', 'idnex.ts'],
      ['shared', 'vaultwarden.ts'],
    ] as const) {
      mkdirSync(join(root, 'apps', folder), { recursive: true })
      writeFileSync(join(root, 'apps', folder, file), '')
    }
    const results = await lab('')
    expect(results.map(({ name }) => name)).toEqual(['lab', 'typo'])
    expect(results[1]?.findings).toMatchObject([
      {
        rule: 'app-invalid',
        message: 'apps/typo has no index.ts, which says what apps the cluster has; there is cluster.ts, idnex.ts',
        remedy: 'add it, or rename the file that is meant',
      },
    ])
  })

  it('goes on with other clusters after one that cannot be built', async () => {
    mkdirSync(join(root, 'apps/broken'), { recursive: true })
    writeFileSync(join(root, 'apps/broken/index.ts'), 'export default () => missing\n')
    const results = await lab("new Plain(cluster, 'web')")
    expect(results.map(({ name, findings }) => [name, findings.length])).toEqual([
      ['broken', 1],
      ['lab', 0],
    ])
  })

  it('names the folder where a definition with another name has mistakes', async () => {
    const results = await errorsOf(lab('', { name: 'Other' }))
    expect(results).toMatchObject([{ rule: 'cluster-name-invalid', object }])
  })

  it('does not dress up a defect of ours as a mistake of its owner', async () => {
    // We call `complete()`, so the stack has no line of the cluster.
    await expect(lab("new Plain(cluster, 'web').complete = new Function('null.x') as () => void")).rejects.toThrow(
      TypeError,
    )
  })
})
