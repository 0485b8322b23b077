import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from './commands.ts'

it('lists every command that has a file, by its name', () => {
  const files = readdirSync(join(import.meta.dirname, 'commands')).filter((name) => !name.endsWith('.test.ts'))
  expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(commands).sort())
})
