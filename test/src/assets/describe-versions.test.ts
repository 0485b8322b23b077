import { expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { describeVersions } from './describe-versions.ts'

it('names each program with its pinned version', () => {
  const [first, second] = catalogue.slice(0, 2)
  expect(describeVersions({ env: {}, modules: catalogue.slice(0, 2) })).toBe(
    `programs of the test cluster: ${first?.id} ${first?.version}, ${second?.id} ${second?.version}`,
  )
})

it('claims no version of programs that somebody else made', () => {
  expect(describeVersions({ env: { AINUR_ASSETS: '/ready' } })).toBe(
    'programs of the test cluster: those in AINUR_ASSETS=/ready',
  )
})
