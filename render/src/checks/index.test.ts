import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checks } from './index.ts'

describe('checks', () => {
  it('lists every check of this folder once', async () => {
    const files = readdirSync(import.meta.dirname).filter(
      (name) => /\.ts$/.test(name) && !/\.test\.ts$|^index/.test(name),
    )
    const modules = await Promise.all(files.map((file): Promise<Record<string, unknown>> => import(`./${file}`)))
    const found = modules.flatMap((module) =>
      Object.keys(module)
        .filter((name) => name.endsWith('Check'))
        .map((name) => module[name]),
    )
    expect(found.length).toBeGreaterThan(15)
    expect(new Set(checks).size).toBe(checks.length)
    for (const check of found) expect(checks).toContain(check)
  })
})
