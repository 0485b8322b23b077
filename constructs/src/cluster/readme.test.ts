import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defineCluster } from './define-cluster.ts'

it('the example in the README is a definition without findings', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const body = example.replace(/^import .*$/m, '').replace('export const cluster =', 'return')
  const cluster = new Function('defineCluster', body)(defineCluster)
  expect(cluster.name).toBe('attic')
  expect(cluster.warnings).toEqual([])
})
