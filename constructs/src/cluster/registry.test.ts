import { expect, it } from 'vitest'
import { registryOf } from './registry.ts'

it.each([
  ['https://github.com/Example/Ainur.git', 'ghcr.io/example'],
  ['https://github.com/example/ainur', 'ghcr.io/example'],
  ['git@github.com:example/ainur.git', 'ghcr.io/example'],
  ['ssh://git@github.com:22/example/ainur.git', 'ghcr.io/example'],
  ['https://gitlab.com/group/sub/ainur.git', 'registry.gitlab.com/group/sub/ainur'],
  ['https://codeberg.org/example/ainur.git', 'codeberg.org/example'],
  ['https://git.home.arpa/example/ainur.git', undefined],
  ['https://github.com/example', undefined],
  ['https://github.com.evil.example/example/ainur', undefined],
  ['nonsense', undefined],
])('the registry of %s is %s', (url, expected) => {
  expect(registryOf(url)).toBe(expected)
})
