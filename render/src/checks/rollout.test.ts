import { expect, it } from 'vitest'
import { podsOf, rolloutStartsFirst } from './rollout.ts'

it.each([
  [{}, true],
  [{ replicas: 3 }, true],
  [{ replicas: 4 }, false],
  [{ strategy: { type: 'Recreate' } }, false],
  [{ strategy: { rollingUpdate: { maxSurge: '0%', maxUnavailable: 0 } } }, false],
  [{ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: '50%' } } }, false],
  [{ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: '49%' } } }, true],
])('a rollout of %j starts new pods before it stops old ones: %s', (spec, first) => {
  expect(rolloutStartsFirst(spec)).toBe(first)
})

it('counts pods in per cent, and takes what is neither for none', () => {
  expect([podsOf('34%', 3, Math.ceil), podsOf('34%', 3, Math.floor), podsOf(2, 3, Math.ceil)]).toEqual([2, 1, 2])
  expect(podsOf('many', 3, Math.ceil)).toBe(0)
})
