import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '..')
const calls = [
  /\brule: '([a-z]+(?:-[a-z]+)+)'/g,
  /\b(?:finding|findingAbout|about|report|breach|remark)\(\s*(?:[\w.]+,\s*)?'([a-z]+(?:-[a-z]+)+)'/g,
]

function rulesIn(folder: string): string[] {
  return readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(source, folder, file), 'utf8'))
    .flatMap((text) => calls.flatMap((call) => [...text.matchAll(call)].map(([, rule]) => rule ?? '')))
}

it('explains every rule of the apps, the passes, the checks, the schemas, the image lock, inflated charts and accept.yaml in docs/checks.md, and no other', () => {
  const docs = readFileSync(join(source, '../../docs/checks.md'), 'utf8')
  const explained = [...docs.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, rule]) => rule)
  const known = [
    ...new Set(['pipeline', 'passes', 'checks', 'images', 'schema', 'charts', 'inflate', 'accept'].flatMap(rulesIn)),
  ].sort()
  expect(known.length).toBeGreaterThan(40)
  expect([...explained].sort()).toEqual(known)
})
