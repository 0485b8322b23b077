import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testTree } from '../workload/testing/test-tree.ts'
import type { App } from './app.ts'

let folder: string
beforeEach(() => {
  // Inside the repository, or its packages would not be found.
  const cache = fileURLToPath(new URL('../../../.cache', import.meta.url))
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'readme-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('the example in the README makes an app, which says what is wrong with its props', async () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  const file = join(folder, 'wiki.ts')
  writeFileSync(file, example)
  const { Wiki } = await import(file)
  const { tree, ingress } = testTree()
  const findings = (name: string, props: object): App['findings'] =>
    new Wiki(tree, name, { host: 'wiki', ingress, ...props }).findings
  expect(findings('wiki', {})).toEqual([])
  expect(findings('other', { uploadMB: -1 })).toMatchObject([{ rule: 'wiki-upload-invalid', path: 'uploadMB' }])
  expect(ingress.routes).toMatchObject([{ host: 'wiki.ainur.home.arpa' }, {}])
})
