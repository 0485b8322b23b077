import { describe, expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Plain extends App {
  constructor(distribution: 'k3s' | 'kubeadm') {
    super(new ClusterTree(testCluster({ kubernetes: { distribution, version: 'v1.36.3', minor: '1.36' } })), 'web')
  }
}

describe('replacesComponent', () => {
  it('names the component as its distribution does', () => {
    const app = new Plain('k3s')
    app.replacesComponent('storage', 'a reason')
    expect(app.replacedComponents).toEqual([{ component: 'local-storage', because: 'a reason' }])
  })

  it('says nothing where the distribution brings none', () => {
    const app = new Plain('kubeadm')
    app.replacesComponent('storage', 'a reason')
    expect(app.replacedComponents).toEqual([])
  })

  it('refuses what no component does, which would silently change nothing', () => {
    expect(() => new Plain('k3s').replacesComponent('local-storage' as 'storage', 'a reason')).toThrow(
      'web replaces the component "local-storage"; allowed are what components do: ingress, cluster-dns',
    )
  })
})
