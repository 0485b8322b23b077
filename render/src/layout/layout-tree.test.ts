import { App, ClusterTree, definedAddresses } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { testCluster, testNode } from '../../../constructs/src/app/testing/test-cluster.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import { type LayoutInput, layoutTree } from './layout-tree.ts'
import { isTreeIndex, type TreeIndex } from './tree-index.ts'

class TestApp extends App {}

const kube = (kind: string, name: string, namespace?: string, apiVersion = 'v1'): KubeObject => ({
  apiVersion,
  kind,
  metadata: namespace ? { name, namespace } : { name },
})
const rendered = (app: string, object: KubeObject): RenderedObject => ({
  app,
  object,
  policies: [],
  origin: { constructPath: `${app}/${object.metadata.name}`, sourceFile: `constructs/src/systems/${app}/${app}.ts` },
})

function input(): LayoutInput {
  const cluster = testCluster()
  const tree = new ClusterTree(cluster)
  const dex = new TestApp(tree, 'dex')
  dex.addSecretNeed({ name: 'keys', keys: { k: { from: 'random', bytes: 32, encoding: 'hex' } }, why: 'To sign.' })
  dex.addTokenAudience({ issuer: 'https://dex.ainur.home.arpa', audience: 'kubectl' })
  const crds = new TestApp(tree, 'crds', { dex })
  const argo = 'argoproj.io/v1alpha1'
  return {
    name: 'ainur',
    findings: [
      {
        rule: 'r',
        severity: 'warning',
        object: { apiVersion: 'v1', kind: 'A', name: 'a' },
        path: '',
        message: 'm',
        remedy: 'r',
      },
    ],
    rendering: {
      cluster,
      apps: [crds, dex],
      addresses: definedAddresses({ network: { gateway: '192.168.20.1' } }),
      exposures: [
        { app: 'dex', host: 'dex.ainur.home.arpa', address: '192.168.20.200', url: 'https://dex.ainur.home.arpa' },
      ],
      waves: new Map([
        ['dex', 0],
        ['crds', 1],
      ]),
      images: { images: {} },
      objects: [
        rendered('dex', kube('Service', 'dex', 'dex')),
        rendered('dex', kube('Role', 'r', 'dex')),
        rendered('dex', kube('Role', 'r', 'kube-system')),
      ],
    },
    applications: [
      kube('Application', 'dex', 'argocd', argo),
      kube('Application', 'crds', 'argocd', argo),
      kube('AppProject', 'ainur', 'argocd', argo),
    ],
    root: kube('Application', 'root', 'argocd', argo),
  }
}

describe('layoutTree', () => {
  it('gives each object a file and each app with objects a folder', () => {
    const tree = layoutTree(input())
    expect([...tree.keys()]).toEqual([
      'applications/AppProject-ainur.yaml',
      'applications/Application-crds.yaml',
      'applications/Application-dex.yaml',
      'apps/dex/Role-dex-r.yaml',
      'apps/dex/Role-kube-system-r.yaml',
      'apps/dex/Service-dex.yaml',
      'index.json',
      'root.yaml',
    ])
    expect(tree.get('apps/dex/Service-dex.yaml')).toEqual(kube('Service', 'dex', 'dex'))
  })

  it('writes an index that says where everything came from', () => {
    const index = layoutTree(input()).get('index.json')
    expect(isTreeIndex(index)).toBe(true)
    expect(index).toMatchObject({
      cluster: 'ainur',
      apps: [
        { name: 'dex', wave: 0, dependsOn: [] },
        { name: 'crds', wave: 1, dependsOn: [{ app: 'dex', because: 'its dex' }] },
      ],
      dnsRecords: { 'dex.ainur.home.arpa': '192.168.20.200' },
      secretNeeds: [{ app: 'dex', namespace: 'dex', name: 'keys' }],
      findings: [{ rule: 'r' }],
    })
    expect((index as unknown as { objects: unknown[] }).objects).toContainEqual({
      apiVersion: 'v1',
      kind: 'Service',
      namespace: 'dex',
      name: 'dex',
      app: 'dex',
      file: 'apps/dex/Service-dex.yaml',
      constructPath: 'dex/dex',
      sourceFile: 'constructs/src/systems/dex/dex.ts',
    })
  })

  it('lists the labels that an administrator sets, of the nodes that have any', () => {
    const base = input()
    const adminLabels = { 'kubernetes.io/storage': 'none' }
    const nodes = [testNode({ name: 'manwe' }), testNode({ name: 'varda', adminLabels })]
    const labelled = { ...base, rendering: { ...base.rendering, cluster: testCluster({ nodes }) } }
    expect(layoutTree(labelled).get('index.json')).toMatchObject({ adminLabels: { varda: adminLabels } })
    expect(layoutTree(base).get('index.json')).not.toHaveProperty('adminLabels')
  })

  it('lists what an administrator sets on nodes for an app, where one asks for it', () => {
    const base = input()
    const wanted = { node: 'varda', labels: { a: 'b' }, annotations: { c: 'd' }, because: 'it reads them once' }
    base.rendering.apps.find(({ appName }) => appName === 'dex')?.wantsOnNode(wanted)
    expect(layoutTree(base).get('index.json')).toMatchObject({ nodeMetadata: [{ app: 'dex', ...wanted }] })
    expect(layoutTree(input()).get('index.json')).not.toHaveProperty('nodeMetadata')
  })

  it('lists what the API server must believe, where somebody signs people in', () => {
    const base = input()
    expect(layoutTree(base).get('index.json')).toMatchObject({
      tokenIssuers: [{ url: 'https://dex.ainur.home.arpa', audiences: ['kubectl'], prefix: 'oidc:' }],
    })
    const nobody = { ...base, rendering: { ...base.rendering, apps: [] } }
    expect(layoutTree(nobody).get('index.json')).not.toHaveProperty('tokenIssuers')
  })

  it('lists the files of nodes that the definition asks for, where it does', () => {
    const base = input()
    const mirrors = ['http://192.168.20.5:5000']
    const registries = { 'docker.io': { mirrors }, 'ghcr.io/me': { user: 'me' } }
    const mirrored = { ...base, rendering: { ...base.rendering, cluster: testCluster({ registries }) } }
    expect(layoutTree(mirrored).get('index.json')).toMatchObject({
      nodeConfiguration: [
        { file: '/etc/rancher/k3s/registries.yaml', content: { mirrors: { 'docker.io': { endpoint: mirrors } } } },
      ],
    })
    expect(layoutTree(base).get('index.json')).not.toHaveProperty('nodeConfiguration')
  })

  it('names Applications and projects in the index without what is in them', () => {
    const applications = [{ ...kube('Application', 'dex', 'argocd', 'argoproj.io/v1alpha1'), spec: { project: 'a' } }]
    const { objects } = layoutTree({ ...input(), applications }).get('index.json') as TreeIndex
    expect(objects.filter(({ file }) => file.startsWith('applications/'))).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'argocd',
        name: 'dex',
        file: 'applications/Application-dex.yaml',
      },
    ])
  })

  it('gives the same tree whatever the order of objects and apps', () => {
    const { rendering, applications, ...rest } = input()
    const reversed = {
      ...rest,
      applications: applications.toReversed(),
      rendering: { ...rendering, apps: rendering.apps.toReversed(), objects: rendering.objects.toReversed() },
    }
    expect(JSON.stringify([...layoutTree(reversed)])).toBe(JSON.stringify([...layoutTree(input())]))
  })
})
