import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checks } from './index.ts'

describe('checks', () => {
  it('lists every check of this folder once', () => {
    const files = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map(({ name }) => name.replace(/\.ts$/, ''))
    const ids = checks.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(files).toContain(id)
    const helpers = files.filter((file) => !ids.includes(file))
    expect(
      helpers.filter((file) => !['index', 'finding-about', 'label-index', 'pi-nodes', 'host-paths'].includes(file)),
    ).toEqual([])
  })
})
