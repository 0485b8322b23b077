import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorsOf, labRepository } from './testing/lab-repository.ts'

const repository = labRepository()
const object = { apiVersion: 'ainur/v1', kind: 'Cluster', name: 'lab' }

describe('renderClusters', () => {
  it('renders a cluster that nothing is wrong with', async () => {
    const [result] = await repository.lab("new Plain(cluster, 'web')")
    expect(result?.findings).toEqual([])
    expect(result?.rendering?.objects.map(({ object }) => object.kind)).toContain('Namespace')
  })

  it('checks what hands the tree to Argo CD like every other object', async () => {
    const body = `new Plain(cluster, 'web').addRelease({ name: 'db', facts: '',
      source: { type: 'chart', repoURL: 'https://charts.example.org', chart: 'db', version: '1.0.0', values: { password: 'hunter22' } },
      contents: { namespaces: [], clusterKinds: [], workloads: [], provides: [] } })`
    expect(await errorsOf(repository.lab(body))).toMatchObject([
      {
        rule: 'secret-literal',
        object: { kind: 'Application', namespace: 'argocd', name: 'web' },
        path: 'spec.source.helm.valuesObject.password',
      },
    ])
  })

  it('names the loop of apps that depend on each other', async () => {
    const body = "const a = new Plain(cluster, 'a'); const b = new Plain(cluster, 'b', { a }); a.dependOn(b, 'late')"
    expect(await errorsOf(repository.lab(body))).toMatchObject([
      { rule: 'app-cycle', object, message: expect.stringContaining('a -> b -> a') },
    ])
  })

  it('shows what an app refuses as a finding, at the path of the value', async () => {
    const body = "throw new AppError('omni', 'apps.omni', 'no settings', 'add apps.omni')"
    expect(await errorsOf(repository.lab(body))).toMatchObject([
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
    const [result] = await repository.lab(body)
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
    expect((await errorsOf(repository.lab(body)))?.map(({ path }) => path.replace(/^.* /, ''))).toEqual([
      'host',
      'address',
      'ubuntu',
      'loadBalancer',
      'storage',
    ])
  })

  it('tells what was found before an app that gave up', async () => {
    const body = "const web = new Web(cluster, 'web', {}); throw new AppError('web', 'port', 'no port', 'open one')"
    expect(await errorsOf(repository.lab(body))).toMatchObject([
      { rule: 'missing-value' },
      { rule: 'app-invalid', path: 'port', message: 'web: no port', remedy: 'open one' },
    ])
  })

  it('tells what was found before a slip', async () => {
    const body = "new Web(cluster, 'web', {}); new Web(cluster, 'more', { host: missing })"
    expect(await errorsOf(repository.lab(body))).toMatchObject([
      { rule: 'missing-value', path: expect.stringMatching(/host$/) },
      { rule: 'app-invalid', message: 'missing is not defined' },
    ])
  })

  it('tells what was found before an app that gave up when all were there', async () => {
    const body = `
  new Web(cluster, 'web', { host: 'www' })
  new Plain(cluster, 'late').complete = () => { throw new AppError('late', 'x', 'too late', 'hurry') }`
    const [result] = await repository.lab(body)
    expect(result?.findings.map(({ rule }) => rule)).toEqual(['web-host', 'app-invalid'])
  })

  it('shows a warning of an app without a line, which would churn in index.json', async () => {
    const [result] = await repository.lab("new Web(cluster, 'web', { host: 'www' })")
    expect(result?.findings).toMatchObject([
      { rule: 'web-host', severity: 'warning', object, path: 'apps/lab/index.ts new Web(…): host' },
    ])
    expect(result?.rendering).toBeDefined()
  })

  it('calls the project of apps as the cluster is called', async () => {
    const [result] = await repository.lab(
      "new Plain(cluster, 'web').provides({ group: '', kind: 'Secret', name: 'x' })",
    )
    const projects = result?.applications.filter(({ kind }) => kind === 'AppProject')
    expect(projects?.map(({ metadata }) => metadata.name)).toEqual(['lab', 'system-addons'])
  })

  it('shows what a construct refuses as a finding, with the line of the owner', async () => {
    const body = "throw new Error('a name is taken')"
    expect(await errorsOf(repository.lab(body))).toMatchObject([
      {
        rule: 'app-invalid',
        object,
        message: 'a name is taken',
        remedy: expect.stringMatching(/apps\/lab\/index\.ts:\d+/),
      },
    ])
  })

  it('refuses a definition whose name is not its folder', async () => {
    expect(await errorsOf(repository.lab('', { name: 'other' }))).toMatchObject([
      {
        rule: 'cluster-name-folder',
        object,
        path: 'name',
        message: "name is 'other', but the definition is in apps/lab",
      },
    ])
  })

  it('tells all about a definition whose name is not its folder by the folder, so that nothing accepted for another cluster hides it', async () => {
    const file = repository.labFile('', { name: 'other' })
    writeFileSync(file, readFileSync(file, 'utf8').replace("domain: 'lab.home.arpa'", "domain: 'lab.dev'"))
    const [result] = await repository.render()
    expect(result?.findings).toMatchObject([
      { rule: 'cluster-name-folder', object },
      { rule: 'domain-public-tld', object },
    ])
  })

  it('says what a tree is made of where it is given nothing', async () => {
    const file = repository.labFile('', {})
    writeFileSync(file, readFileSync(file, 'utf8').replace('new ClusterTree(definition)', 'new ClusterTree(undefined)'))
    expect(await errorsOf(repository.render())).toEqual([
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
    writeFileSync(join(repository.root, 'images.lock.json'), '{')
    expect(await errorsOf(repository.lab(''))).toMatchObject([{ rule: 'image-lock-invalid' }])
  })

  it('shows a slip in the code of the cluster at its line, and names what finds all of them', async () => {
    expect(await errorsOf(repository.lab("new Plain(cluster, 'web', { storage })"))).toMatchObject([
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
    expect(await errorsOf(repository.lab(body))).toMatchObject([
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
    const file = repository.labFile('', {})
    writeFileSync(file, edit(readFileSync(file, 'utf8')))
    const results = repository.render()
    expect(await errorsOf(results)).toMatchObject([{ object, message: expect.stringContaining(message) }])
  })

  it('misses the index.ts of a folder with a definition, and takes other folders for what clusters share', async () => {
    for (const [folder, file] of [
      ['typo', 'cluster.ts'],
      ['typo', 'idnex.ts'],
      ['shared', 'vaultwarden.ts'],
    ] as const) {
      mkdirSync(join(repository.root, 'apps', folder), { recursive: true })
      writeFileSync(join(repository.root, 'apps', folder, file), '')
    }
    const results = await repository.lab('')
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
    mkdirSync(join(repository.root, 'apps/broken'), { recursive: true })
    writeFileSync(join(repository.root, 'apps/broken/index.ts'), 'export default () => missing\n')
    const results = await repository.lab("new Plain(cluster, 'web')")
    expect(results.map(({ name, findings }) => [name, findings.length])).toEqual([
      ['broken', 1],
      ['lab', 0],
    ])
  })

  it('names the folder where a definition with another name has mistakes', async () => {
    const results = await errorsOf(repository.lab('', { name: 'Other' }))
    expect(results).toMatchObject([{ rule: 'cluster-name-invalid', object }])
  })

  it('does not dress up a defect of ours as a mistake of its owner', async () => {
    // We call `complete()`, so the stack has no line of the cluster.
    await expect(
      repository.lab("new Plain(cluster, 'web').complete = new Function('null.x') as () => void"),
    ).rejects.toThrow(TypeError)
  })
})
