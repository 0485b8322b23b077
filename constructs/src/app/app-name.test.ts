import { describe, expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Plain extends App {}

describe('the name of an app', () => {
  it('is refused where the app is made, with a name that would do', () => {
    const tree = new ClusterTree(testCluster())
    expect(() => new Plain(tree, 'Cert Site')).toThrow(
      expect.objectContaining({
        app: 'Cert Site',
        message: expect.stringContaining('"Cert Site" is not a name of an app; allowed are'),
        remedy: "write 'cert-site'",
      }),
    )
    expect(tree.apps).toEqual([])
  })

  it('is not the only one: its namespace is refused as well', () => {
    const tree = new ClusterTree(testCluster())
    expect(() => new Plain(tree, 'web', {}, { namespace: 'web_1' })).toThrow('"web_1" is not a namespace of an app')
  })

  it('may be any DNS label', () => {
    expect(new Plain(new ClusterTree(testCluster()), '1-app').appNamespace).toBe('1-app')
  })
})
