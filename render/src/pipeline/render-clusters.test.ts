import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
import { App, AppError, ClusterTree, defineCluster, Namespaces } from '@ainur/constructs'
class Plain extends App {}
`

/** A cluster in the folder `lab`, whose index.ts has this function body after its tree and namespaces were made. */
function lab(body: string, { name = 'lab' } = {}) {
  const folder = join(root, 'apps/lab')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'index.ts'),
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
  return renderClusters({ appsDir: join(root, 'apps') })
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

  it('shows what a construct refuses as a finding, with the line of the owner', async () => {
    const body = "new Plain(cluster, 'web'); new Plain(cluster, 'web')"
    expect(await errorsOf(lab(body))).toMatchObject([
      {
        rule: 'app-invalid',
        object,
        message: expect.stringContaining("'web'"),
        remedy: expect.stringMatching(/apps\/lab\/index\.ts:\d+/),
      },
    ])
  })

  it('refuses a definition whose name is not its folder', async () => {
    expect(await errorsOf(lab('', { name: 'other' }))).toMatchObject([
      {
        rule: 'cluster-name-folder',
        object,
        path: 'name',
        message: "name is 'other', but the definition stands in apps/lab",
      },
    ])
  })

  it('reports a broken image lock', async () => {
    writeFileSync(join(root, 'images.lock.json'), '{')
    expect(await errorsOf(lab(''))).toMatchObject([{ rule: 'image-lock-invalid' }])
  })

  it('does not dress up a defect of the program as a mistake of its owner', async () => {
    await expect(lab('null.oops')).rejects.toThrow(TypeError)
  })
})
