import { expect, it } from 'vitest'
import { lockSummary } from './lock-summary.ts'

it('says once why several images could not be read, and names each', () => {
  const outcomes = [
    { reference: 'ghcr.io/a:1', result: 'kept', problem: 'ghcr.io did not answer', lost: [] },
    { reference: 'quay.io/b:1', result: 'moved', lost: ['linux/arm64'] },
    { reference: 'ghcr.io/c:1', result: 'kept', problem: 'ghcr.io did not answer', lost: [] },
    { reference: 'quay.io/d:1', result: 'missing', problem: 'no such tag', lost: [] },
  ] as const
  expect(lockSummary(outcomes, true)).toBe(`1 images read, 0 of them for the first time
moved: quay.io/b:1 has another digest now
lost: quay.io/b:1 has no linux/arm64
kept as they were: ghcr.io did not answer
  ghcr.io/a:1
  ghcr.io/c:1
not locked: no such tag
  quay.io/d:1
images.lock.json was written.
`)
})
