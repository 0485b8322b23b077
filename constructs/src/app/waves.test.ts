import { Chart } from 'cdk8s'
import { describe, expect, it } from 'vitest'
import { App, type AppOptions } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'
import { computeWaves, DependencyCycleError } from './waves.ts'

class Plain extends App {
  constructor(tree: ClusterTree, name: string, props: object = {}, options: AppOptions = {}) {
    super(tree, name, props, options)
  }
}

describe('App', () => {
  it('is told apart from other apps and charts by instanceof', () => {
    class Other extends App {
      constructor(tree: ClusterTree) {
        super(tree, 'other')
      }
    }
    const tree = new ClusterTree(testCluster())
    const other = new Other(tree)

    expect([other instanceof Other, other instanceof App, other instanceof Plain]).toEqual([true, true, false])
    expect(new Chart(tree, 'chart')).not.toBeInstanceOf(App)
  })
})

describe('computeWaves', () => {
  it('puts an app one wave after the latest app that it was handed', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new Plain(tree, 'dns')
    const dex = new Plain(tree, 'dex', { dns })
    new Plain(tree, 'headlamp', { identity: dex, more: { nested: [dns] } })

    expect(Object.fromEntries(computeWaves(tree.apps))).toEqual({ dns: 0, dex: 1, headlamp: 2 })
  })

  it('finds the apps that it was handed in maps, sets and objects of classes, however they hang together', () => {
    const tree = new ClusterTree(testCluster())
    const [one, two, three, four] = ['one', 'two', 'three', 'four'].map((name) => new Plain(tree, name))
    class Held {
      readonly app = three
      readonly again = this
    }
    const last = new Plain(tree, 'last', { map: new Map([['a', one]]), set: new Set([two]), held: new Held() })

    expect(last.dependencies.map(({ app, because }) => [app, because])).toEqual([
      [one, 'its map'],
      [two, 'its set'],
      [three, 'its held'],
    ])
    expect(new Plain(tree, 'other', { tree, config: new Chart(four as Plain, 'config') }).dependencies).toEqual([])
  })

  it('puts every app after a foundation app without a reference, whatever the order of construction', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new Plain(tree, 'dns')
    new Plain(tree, 'dex', { dns })
    new Plain(tree, 'namespaces', {}, { foundation: true })

    expect(Object.fromEntries(computeWaves(tree.apps))).toEqual({ namespaces: 0, dns: 1, dex: 2 })
  })

  it('names the loop, and only the loop, when apps depend on each other in a circle', () => {
    const tree = new ClusterTree(testCluster())
    const a = new Plain(tree, 'a')
    const b = new Plain(tree, 'b', { a })
    const c = new Plain(tree, 'c', { b })
    a.dependOn(c, 'a late reference')
    new Plain(tree, 'outside', { c })

    expect(() => computeWaves(tree.apps)).toThrow(DependencyCycleError)
    expect(() => computeWaves(tree.apps)).toThrow('in a loop: a -> c -> b -> a')
  })
})
