import { Construct } from 'constructs'
import { describe, expect, it } from 'vitest'
import { place, policiesFor } from './place.ts'
import { arm64Only, everywhere, onNodesWith, preferArm64 } from './policy.ts'

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

  it('says nothing of a construct that nobody placed', () => {
    expect(policiesFor(family().workload)).toEqual([])
  })
})
