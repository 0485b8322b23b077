import { Construct } from 'constructs'
import { describe, expect, it } from 'vitest'
import { App } from '../app/app.ts'
import { ClusterTree } from '../app/cluster-tree.ts'
import { testCluster } from '../app/testing/test-cluster.ts'
import { place, policiesFor } from './place.ts'
import { amd64Only, arm64Only, everywhere, onNodesWith, preferArm64, preferNodesWith } from './policy.ts'

class Consumer extends App {}

function family() {
  const root = new Construct(undefined as never, '')
  const app = new Construct(root, 'app')
  return { root, app, workload: new Construct(app, 'workload') }
}

describe('place', () => {
  it('adds the policies of enclosing constructs, outermost first', () => {
    const { root, app, workload } = family()
    place(root, preferArm64)
    place(workload, onNodesWith('nvme'))
    place(app, arm64Only)

    expect(policiesFor(workload)).toEqual([preferArm64, arm64Only, onNodesWith('nvme')])
  })

  it('lets `everywhere` undo what enclosing constructs said, but not what is nearer', () => {
    const { app, workload } = family()
    place(app, arm64Only)
    place(workload, everywhere, onNodesWith('poe'))

    expect(policiesFor(workload)).toEqual([onNodesWith('poe')])
  })

  it.each([
    ['"amd64Only" beside', ['amd64Only']],
    ['{"systms":true} beside', [amd64Only, { systms: true }]],
    ['{"type":"onNodesWith"} beside', [{ type: 'onNodesWith' }]],
    ['nothing beside', [undefined]],
    ['no policy beside', []],
    ['no policy beside', [{ systems: true }]],
  ])('says that it was given %s what is placed', (words, given) => {
    expect(() => place(family().app, ...(given as never[]))).toThrow(`place() was given ${words}`)
  })

  it('lets a policy for the whole cluster alone what others depend on, unless it is asked to', () => {
    const tree = new ClusterTree(testCluster())
    const own = new Consumer(tree, 'web')
    const system = new Consumer(tree, 'storage', {}, { project: 'system-addons' })
    place(tree, amd64Only)
    place(system, onNodesWith('nvme'))
    expect([own, system].map(policiesFor)).toEqual([[amd64Only], [onNodesWith('nvme')]])
    place(tree, preferNodesWith('poe'), { systems: true })
    expect(policiesFor(system)).toEqual([preferNodesWith('poe'), onNodesWith('nvme')])
    expect(policiesFor(own)).toEqual([amd64Only, preferNodesWith('poe')])
  })

  it('says nothing of a construct that nobody placed', () => {
    expect(policiesFor(family().workload)).toEqual([])
  })
})
