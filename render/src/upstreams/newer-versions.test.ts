import { expect, it } from 'vitest'
import { newerVersions } from './newer-versions.ts'

it.each([
  ['nothing newer', ['v1.2.3', 'v1.2.2', 'v1.1.9'], []],
  ['a patch', ['v1.2.5', 'v1.2.4', 'v1.2.3'], ['v1.2.5 patch']],
  ['a patch and something larger, the newest last', ['v2.0.0', 'v1.3.0', 'v1.2.4'], ['v1.2.4 patch', 'v2.0.0 major']],
  ['something larger alone', ['v1.4.0', 'v1.3.1', 'v1.2.3'], ['v1.4.0 minor']],
  ['a chart without v, in any order', ['1.2.0', '1.10.0', '1.9.0'], ['1.10.0 minor']],
  ['a pre-release, which does not count', ['v1.3.0-rc.1', 'v1.2.3'], []],
  ['tags that are not versions', ['nightly', 'helm-v3', ''], []],
])('finds %s', (_, versions, expected) => {
  expect(newerVersions('v1.2.3', versions).map(({ version, step }) => `${version} ${step}`)).toEqual(expected)
})
