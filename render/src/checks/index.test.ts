import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checks } from './index.ts'

describe('checks', () => {
  it('lists every check of this folder once', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    const text = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
    const declared = files.flatMap((name) =>
      [...text(name).matchAll(/^export const (\w+): Check = /gm)].map(([, id]) => id),
    )
    const listed = [...text('index.ts').matchAll(/^ .*?\b\w+Check\b.*$/gm)].flatMap(
      ([line]) => line.match(/\w+Check\b/g) ?? [],
    )
    expect(declared.length).toBeGreaterThan(15)
    expect(declared.filter((name) => !listed.includes(name ?? ''))).toEqual([])
    expect(new Set(checks).size).toBe(checks.length)
  })
})
