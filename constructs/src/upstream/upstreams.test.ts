import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Upstream } from './upstream.ts'
import { upstreams } from './upstreams.ts'

const src = fileURLToPath(new URL('..', import.meta.url))

test('every record of an upstream.ts is in the list, once', async () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  const records: Upstream[] = []
  for (const file of files.filter((path) => /^(systems|distribution)\/.+\/upstream\.ts$/.test(path))) {
    const exported: Record<string, unknown> = await import(`${src}/${file}`)
    records.push(
      ...Object.keys(exported).flatMap((name) => (/Upstream$/.test(name) ? [exported[name] as Upstream] : [])),
    )
  }
  expect(records.length).toBeGreaterThan(10)
  const names = (list: readonly Upstream[]) => list.map(({ name }) => name).sort()
  expect(names(upstreams)).toEqual(names(records))
  expect(new Set(names(upstreams)).size).toBe(upstreams.length)
})

test.each(upstreams)('the record of $name names an exact version, and days as days', ({ version, released, chart }) => {
  for (const pinned of [version, chart?.version ?? '1.0.0']) expect(pinned).toMatch(/^v?\d+\.\d+\.\d+$/)
  expect(released ?? '2026-01-01').toMatch(/^20\d\d-\d\d-\d\d$/)
})
