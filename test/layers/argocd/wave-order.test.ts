import { expect, it } from 'vitest'
import { ApplicationLog } from '../../src/argo-cd/application-log.ts'
import { changesBetween } from './snapshot.ts'
import { outOfOrder } from './wave-order.ts'

function logOf(...events: [type: 'ADDED' | 'MODIFIED', name: string, health: string][]): ApplicationLog {
  const log = new ApplicationLog()
  for (const [type, name, health] of events) {
    const sync = health ? 'Synced' : ''
    log.events.push({ type, name, health, sync, phase: '', operationStartedAt: '', atMs: 0 })
  }
  return log
}

const waves = new Map([
  ['first', 0],
  ['second', 1],
])

it('finds an Application that was made before an earlier one was healthy', () => {
  const tooSoon = logOf(['ADDED', 'first', ''], ['ADDED', 'second', ''], ['MODIFIED', 'first', 'Healthy'])
  const never = logOf(['ADDED', 'first', ''], ['ADDED', 'second', ''])
  const problem = 'second (wave 1) was made before first (wave 0) was healthy'
  expect(outOfOrder(tooSoon, waves)).toEqual([problem])
  expect(outOfOrder(never, waves)).toEqual([problem])
  expect(
    outOfOrder(logOf(['ADDED', 'first', ''], ['MODIFIED', 'first', 'Healthy'], ['ADDED', 'second', '']), waves),
  ).toEqual([])
})

it('finds an Application that was never made', () => {
  expect(outOfOrder(logOf(['ADDED', 'first', ''], ['MODIFIED', 'first', 'Healthy']), waves)).toEqual([
    'second was never made',
  ])
})

it('names what differs between two snapshots', () => {
  expect(changesBetween({ a: '1', b: '1', c: '1' }, { a: '1', b: '2', d: '1' })).toEqual([
    { change: 'changed', object: 'b' },
    { change: 'removed', object: 'c' },
    { change: 'added', object: 'd' },
  ])
})
