import { readdirSync, readFileSync } from 'node:fs'
import { App, ClusterTree, defineCluster, Namespaces } from '@ainur/constructs'
import { ApiObject, type ApiObjectProps } from 'cdk8s'
import { parseAllDocuments } from 'yaml'
import { argoCdConfig } from '../../../../../constructs/src/systems/argo-cd/config.ts'

const disks = [{ id: 'nvme-A', kind: 'nvme', purpose: 'os', sizeGB: 256 }] as const
const definition = defineCluster({
  name: 'typical',
  domain: 'typical.home.arpa',
  git: { url: 'https://github.com/example/typical.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.3+k3s1' },
  network: {
    subnet: '10.0.0.0/24',
    gateway: '10.0.0.1',
    dns: ['10.0.0.1'],
    controlPlaneVip: '10.0.0.10',
    servicePool: '10.0.0.200-10.0.0.209',
  },
  nodes: [{ name: 'one', hardware: 'raspberry-pi-5-8gb', role: 'server', address: '10.0.0.11', disks }],
  identity: {
    admins: ['a@typical.home.arpa'],
    users: [{ email: 'a@typical.home.arpa', username: 'a', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }],
  },
})

const objects = new URL('objects/', import.meta.url)

/** One app for each file of `objects/`, with the objects as the file has them: what people copy from a page into an app. */
class Copied extends App {
  constructor(tree: ClusterTree, file: string) {
    const name = file.replace('.yaml', '')
    super(tree, name, {})
    for (const [index, document] of parseAllDocuments(readFileSync(new URL(file, objects), 'utf8')).entries())
      new ApiObject(this, String(index), document.toJS() as ApiObjectProps)
  }
}

/** The configuration of the real system, without what brings it to people. */
class Configuration extends App {
  constructor(tree: ClusterTree) {
    super(tree, 'argo-cd', {}, { namespace: 'argocd' })
    new ApiObject(this, 'argocd-cm', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-cm', labels: { 'app.kubernetes.io/part-of': 'argocd' } },
      data: argoCdConfig('https://argocd.typical.home.arpa'),
    } as ApiObjectProps)
  }
}

export default function typical(): ClusterTree {
  const cluster = new ClusterTree(definition)
  new Namespaces(cluster, 'namespaces')
  new Configuration(cluster)
  for (const file of readdirSync(objects).sort()) new Copied(cluster, file)
  return cluster
}
