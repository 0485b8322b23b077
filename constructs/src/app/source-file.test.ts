import { ApiObject, App as Cdk8sApp, Chart } from 'cdk8s'
import { describe, expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { sourceFileOf } from './source-file.ts'
import { testCluster } from './testing/test-cluster.ts'

class Web extends App {
  constructor(tree: ClusterTree) {
    super(tree, 'web')
  }
}

const configMap = { apiVersion: 'v1', kind: 'ConfigMap' }

describe('sourceFileOf', () => {
  it('never leaks its note into the rendered labels', () => {
    const web = new Web(new ClusterTree(testCluster()))
    const object = new ApiObject(web, 'cm', { ...configMap, metadata: { name: 'web', labels: { a: 'b' } } })

    expect(object.toJson()).toEqual({ ...configMap, metadata: { name: 'web', labels: { a: 'b' } } })
  })

  it('knows nothing of objects outside an App', () => {
    const object = new ApiObject(new Chart(new Cdk8sApp(), 'c'), 'cm', { ...configMap, metadata: { name: 'web' } })

    expect(sourceFileOf(object)).toBeUndefined()
  })
})

describe('App', () => {
  it('refuses an object without a name, and says where it is', () => {
    const web = new Web(new ClusterTree(testCluster()))

    expect(() => new ApiObject(web, 'cm', configMap)).toThrow('web/cm: no metadata.name; names are a contract')
  })
})
