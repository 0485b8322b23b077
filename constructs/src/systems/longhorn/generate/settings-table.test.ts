import { expect, it } from 'vitest'
import { settingsTable } from './settings-table.ts'

const source = { version: 'v1.0.0', sha256: 'abc' }
const setting = (fields: object) => ({ category: 'general', required: true, readOnly: false, default: '', ...fields })

it('keeps types, ranges, choices and engines, sorted by name, and nothing that people read', () => {
  const table = {
    word: setting({ type: 'string', options: ['a', "it's"], description: 'prose' }),
    count: setting({ type: 'int', default: '{"v2":"1","v1":"1"}', dataEngineSpecific: true, range: { minimum: 0 } }),
    share: setting({ type: 'float', required: false, floatRange: { minimum: 0, maximum: 40 } }),
    old: setting({ type: 'deprecated', readOnly: true }),
    untyped: setting({ type: '', required: false }),
  }
  expect(settingsTable(JSON.stringify(table), source).split('\n')).toEqual([
    '// Made by npm run generate from the settings of Longhorn v1.0.0: do not edit.',
    '',
    "export const tableSource = { version: 'v1.0.0', sha256: 'abc' } as const",
    '',
    'export const settingsTable = {',
    "  'count': { type: 'int', required: true, engines: ['v1', 'v2'], minimum: 0 },",
    "  'old': { type: 'string', required: true, readOnly: true },",
    "  'share': { type: 'float', minimum: 0, maximum: 40 },",
    "  'untyped': { type: 'string' },",
    "  'word': { type: 'string', required: true, options: ['a', 'it\\'s'] },",
    '} as const',
    '',
  ])
})

it('refuses a type that nobody has looked at', () => {
  const table = { size: setting({ type: 'quantity' }) }
  expect(() => settingsTable(JSON.stringify(table), source)).toThrow('size: its type "quantity" is not known here')
})
