import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '..')
const rooms = ['app', ...readdirSync(join(source, 'systems')).map((system) => `systems/${system}`)]

/** `omni-account-invalid (error)` for each rule that a file of `room` declares. */
function declaredIn(room: string): string[] {
  const files = readdirSync(join(source, room)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const texts = files.map((file) => readFileSync(join(source, room, file), 'utf8'))
  const rules = texts.flatMap((text) => [...text.matchAll(/(error|warning)Rule\('([a-z0-9-]+)'\)/g)])
  return [...new Set(rules.map(([, severity, rule]) => `${rule} (${severity})`))]
}

function explainedIn(room: string): string[] {
  const readme = readFileSync(join(source, room, 'README.md'), 'utf8')
  return [...readme.matchAll(/^\| `([a-z0-9-]+)` +\| (error|warning) +\|/gm)].map(
    ([, rule, severity]) => `${rule} (${severity})`,
  )
}

const general = 'app-invalid (error)'

it.each(rooms.filter((room) => declaredIn(room).some((rule) => rule !== general)))(
  'the README of %s explains each rule about what an app was given, and no other',
  (room) => {
    const expected = declaredIn(room).filter((rule) => room === 'app' || rule !== general)
    expect(explainedIn(room).sort()).toEqual(expected.sort())
  },
)

it('some systems have rules', () => {
  expect(rooms.filter((room) => declaredIn(room).some((rule) => rule !== general)).length).toBeGreaterThan(3)
})
