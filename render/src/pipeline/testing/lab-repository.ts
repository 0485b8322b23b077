import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach } from 'vitest'
import { type ClusterResult, renderClusters } from '../render-clusters.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))

const imports = `
import { ApiObject } from 'cdk8s'; import { k8s } from 'cdk8s-plus-28'
import { App, AppError, appReference, ClusterTree, ContainerApp, defineCluster, KubeVip, Namespaces, PiNetboot, policiesFor, readProps, shape } from '@ainur/constructs'
class Plain extends App {}
class Web extends App {
  constructor(tree, name, props) {
    super(tree, name, props)
    const { host } = readProps(this, { host: shape.text, port: shape.optional(shape.count), identity: shape.optional(appReference('an identity provider')) }, props, { host: "'web'" })
    if (host === 'www') this.report({ rule: 'web-host', severity: 'warning', path: 'host', message: 'it is out of fashion', remedy: 'choose another' })
  }
}
`

/** A repository with one cluster, `lab`; a new one for each test of the file that calls this. */
export function labRepository() {
  let root: string
  beforeEach(() => {
    // Inside the repository, or its packages would not be found.
    mkdirSync(join(repository, '.cache'), { recursive: true })
    root = mkdtempSync(join(repository, '.cache/pipeline-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const render = () => renderClusters({ appsDir: join(root, 'apps') })
  /** Writes the cluster, whose index.ts has this function body after its tree and namespaces were made; returns its file. */
  const labFile = (body: string, options: { readonly name?: string } = {}) =>
    writeLab(join(root, 'apps/lab'), body, options)
  return {
    /** Its folder. */
    get root() {
      return root
    },
    labFile,
    render,
    /** Writes the cluster, and renders it. */
    lab(body: string, options: { readonly name?: string } = {}) {
      labFile(body, options)
      return render()
    },
  }
}

export async function errorsOf(results: Promise<readonly ClusterResult[]>) {
  const [result] = await results
  return result?.findings.filter(({ severity }) => severity === 'error')
}

function writeLab(folder: string, body: string, { name = 'lab' }: { readonly name?: string }): string {
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
