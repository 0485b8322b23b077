import type { ClusterTree } from '@ainur/constructs'
import { expect, it } from 'vitest'
import { TestApp, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { netbootServerCheck } from './netboot-server.ts'

class Server extends TestApp {
  readonly servesNetboot = true
}

const nodes = [testNode({ name: 'manwe', role: 'server' }), testNode({ name: 'varda', boot: 'netboot' })]
const run = (apps: (tree: ClusterTree) => void) =>
  netbootServerCheck.run(testRendering({ cluster: testCluster({ nodes }), apps }))

it('warns about a node that boots from the network where no app serves it', () => {
  expect(run((tree) => void new TestApp(tree))).toMatchObject([
    {
      rule: 'netboot-without-server',
      severity: 'warning',
      object: { kind: 'Cluster', name: 'ainur' },
      path: 'nodes[1].boot',
      message: 'node "varda" boots from the network, but no app of this cluster serves it, so something else must',
    },
  ])
})

it('says nothing where an app plays that role, whatever its name', () => {
  expect(run((tree) => void new Server(tree, 'tftp'))).toEqual([])
})
