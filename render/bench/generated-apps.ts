import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Objects per generated app: Argo CD Applications of real clusters are no larger either. */
const PER_APP = 100

/**
 * Writes an `apps/` folder with one cluster of `objects` ConfigMaps, so that a benchmark takes exactly the way of a real
 * one. Returns its path.
 */
export function writeGeneratedApps(folder: string, objects: number): string {
  const apps = join(folder, `apps-${objects}`)
  const cluster = join(apps, 'generated')
  mkdirSync(cluster, { recursive: true })
  writeFileSync(join(cluster, 'index.ts'), source(objects))
  return apps
}

function source(objects: number): string {
  return `import { App, ClusterTree, defineCluster, Namespaces } from '@ainur/constructs'
import { ApiObject } from 'cdk8s'

const cluster = defineCluster({
  name: 'generated',
  domain: 'generated.home.arpa',
  registry: 'registry.example.com/lab',
  git: { url: 'https://git.example.com/lab/generated.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.3+k3s1' },
  network: {
    subnet: '192.168.20.0/24',
    gateway: '192.168.20.1',
    dns: ['192.168.20.1'],
    controlPlaneVip: '192.168.20.10',
    servicePool: '192.168.20.200-192.168.20.219',
  },
  nodes: [
    {
      name: 'one',
      hardware: 'raspberry-pi-5-8gb',
      role: 'server',
      address: '192.168.20.11',
      disks: [{ id: 'nvme-TEST_1', kind: 'nvme', purpose: 'os', sizeGB: 128 }],
    },
  ],
  identity: {
    admins: ['admin@generated.home.arpa'],
    users: [{ email: 'admin@generated.home.arpa', username: 'admin', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }],
  },
})

class Generated extends App {
  constructor(tree: ClusterTree, name: string, objects: number) {
    super(tree, name)
    for (let i = 0; i < objects; i++) {
      new ApiObject(this, \`config-\${i}\`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: \`config-\${i}\`, namespace: name, labels: { 'app.kubernetes.io/name': name } },
        data: { index: \`\${i}\`, time: '12:30', text: 'first line\\nsecond line\\n' },
      })
    }
  }
}

export default () => {
  const tree = new ClusterTree(cluster)
  new Namespaces(tree, 'namespaces')
  for (let made = 0; made < ${objects}; made += ${PER_APP}) {
    new Generated(tree, \`app-\${made / ${PER_APP}}\`, Math.min(${PER_APP}, ${objects} - made))
  }
  return tree
}
`
}
