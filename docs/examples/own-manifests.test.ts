import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

it('shows in "Test your own manifests" the test that really runs, for the cluster of the reader', () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(read('docs/test-your-own-manifests.md')) ?? []
  const example = read('test/layers/cluster/example.test.ts').replace(/^\/\/.*\n\n/, '')
  expect(code.replace('apps/mylab/', 'apps/ainur/')).toBe(example)
})
