import { describe, expect, it } from 'vitest'
import { App, type AppOptions } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import { computeWaves } from '../../app/waves.ts'
import { Namespaces } from './namespaces.ts'

class Plain extends App {
  constructor(tree: ClusterTree, name: string, options: AppOptions = {}) {
    super(tree, name, {}, options)
  }
}

function treeWithNamespaces() {
  const tree = new ClusterTree(testCluster())
  return { tree, namespaces: new Namespaces(tree, 'namespaces') }
}

function namespaceObjects(namespaces: Namespaces) {
  return objectsOf(namespaces).filter((object) => object.kind === 'Namespace')
}

describe('Namespaces', () => {
  it('makes a namespace that Argo CD never deletes, with labels that apps added after it was constructed', () => {
    const { tree, namespaces } = treeWithNamespaces()
    const dex = new Plain(tree, 'dex')
    dex.labelNamespace({ 'ainur.home.arpa/ca': 'inject' })
    tree.complete()
    expect(namespaceObjects(namespaces)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'dex',
          labels: { 'ainur.home.arpa/ca': 'inject' },
          annotations: {
            'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
            'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
          },
        },
      },
    ])
  })

  it('leaves out namespaces that exist before the tree', () => {
    const { tree, namespaces } = treeWithNamespaces()
    new Plain(tree, 'traefik', { namespace: 'kube-system' })
    for (const name of ['kube-system', 'default', 'kube-public', 'kube-node-lease']) new Plain(tree, name)
    tree.complete()
    expect(namespaceObjects(namespaces)).toEqual([])
    expect(tree.apps.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('refuses an app that wants to own such a namespace', () => {
    const { tree } = treeWithNamespaces()
    const web = new Plain(tree, 'web', { namespace: 'kube-system', ownNamespace: true })
    expect(web.findings).toMatchObject([
      { rule: 'app-invalid', path: 'ownNamespace', message: expect.stringContaining('"kube-system" exists before') },
    ])
  })

  it('tells of a label that such a namespace does not get', () => {
    const { tree } = treeWithNamespaces()
    const web = new Plain(tree, 'web', { namespace: 'kube-system' })
    web.labelNamespace({ 'ainur.home.arpa/ca': 'inject' })
    tree.complete()
    expect(web.findings).toMatchObject([
      {
        rule: 'namespace-label-unwritten',
        severity: 'warning',
        path: 'namespaceLabels["ainur.home.arpa/ca"]',
        remedy: expect.stringContaining('kubectl label namespace kube-system ainur.home.arpa/ca=inject'),
      },
    ])
  })

  it('makes a shared namespace once, with the labels of all apps in it', () => {
    const { tree, namespaces } = treeWithNamespaces()
    new Plain(tree, 'cert-manager').labelNamespace({ a: '1' })
    new Plain(tree, 'lab-pki', { namespace: 'cert-manager', ownNamespace: false }).labelNamespace({ b: '2' })
    tree.complete()
    expect(namespaceObjects(namespaces).map((object) => object.metadata.labels)).toEqual([{ a: '1', b: '2' }])
  })

  it('refuses two values of one label, naming both apps', () => {
    const { tree } = treeWithNamespaces()
    new Plain(tree, 'one', { namespace: 'shared' }).labelNamespace({ level: 'low' })
    new Plain(tree, 'two', { namespace: 'shared' }).labelNamespace({ level: 'high' })
    expect(() => tree.complete()).toThrow(
      'namespace "shared": one wants the label level=low, two wants level=high; a label has one value',
    )
  })

  it('comes before every other app', () => {
    const { tree } = treeWithNamespaces()
    new Plain(tree, 'dex')
    expect(Object.fromEntries(computeWaves(tree.apps))).toEqual({ namespaces: 0, dex: 1 })
  })

  it('makes PriorityClasses of which none is the default', () => {
    const classes = objectsOf(treeWithNamespaces().namespaces)
    expect(classes.map((object) => [object.metadata.name, object.value, object.preemptionPolicy])).toEqual([
      ['ainur-critical', 1_000_000, 'PreemptLowerPriority'],
      ['ainur-background', -1000, 'Never'],
    ])
    expect(classes.every((object) => object.globalDefault === false)).toBe(true)
  })
})
