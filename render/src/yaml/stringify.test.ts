import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { stringify } from './stringify.ts'

/** Texts that one reader or another has mistaken for something else. */
const traps = [
  ...[
    'yes',
    'no',
    'on',
    'off',
    'y',
    'n',
    'Y',
    'N',
    'YES',
    'True',
    'FALSE',
    '~',
    'null',
    'Null',
    '',
    ' ',
    '=',
    '<<',
    '-',
  ],
  ...['12:30', '1:2:3', '190:20:30', '190:20:30.15', '11:22:33:44:55:66', 'dc:a6:32:01:02:03', '-1:30', '+12:30:45'],
  ...[
    '1_000',
    '_1',
    '1__0',
    '010',
    '0o17',
    '0x1F',
    '0b101',
    '1e3',
    '1E+3',
    '1.5e-3',
    '.5',
    'e0',
    '.e5',
    '5.',
    '+1',
    '-1',
    '1.',
    '.',
  ],
  ...[
    '.inf',
    '-.INF',
    '.NaN',
    'nan',
    'inf',
    '2024-01-01',
    '2024-1-1',
    '2001-12-14t21:59:43.10-05:00',
    '1.2.3',
    '08',
    '09',
  ],
  ...[
    '2001-12-14 21:59:43',
    '- a',
    '? b',
    ': c',
    'a: b',
    'a #b',
    '#c',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%d',
    '@a',
    '`a',
    '{',
    '[',
  ],
  ...[
    'trailing ',
    ' leading',
    '\ttab',
    'tab\t',
    'a\tb',
    'two\nlines',
    'two\nlines\n',
    '\n',
    '\n\n',
    'a\n\n',
    '\na',
    ' \n',
    'a \nb ',
  ],
  ...[
    ' a\nb',
    '  a\n b\n',
    'a\r\nb',
    '\r',
    'a\u0085b',
    'a\u2028b\u2029c',
    '\uFEFFbom',
    '\u0000',
    '\u001b[0m',
    '\ud83d\ude00',
    'ä',
  ],
  ...[
    '---',
    '...',
    '--- a',
    '---\na',
    'a\n---\nb',
    '"',
    "'",
    `'"`,
    '\\',
    'a\\nb',
    'x'.repeat(3000),
    `${'word '.repeat(600)}end`,
  ],
  ...[
    '__proto__',
    'constructor',
    '1',
    '0',
    '-0',
    '0.1',
    '1e21',
    '!!str a',
    'a:',
    ':a',
    'a:b',
    '-a',
    '--',
    '?',
    ',',
    ']',
    '}',
  ],
]

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...traps) },
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[-+]?[0-9_.:eExob]{1,8}$/),
  fc.array(fc.constantFrom(...traps), { maxLength: 4 }).map((parts) => parts.join('\n')),
)

/** What JSON can hold, as Kubernetes objects do. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value

const readers: Record<string, (source: string) => unknown> = {
  'YAML 1.2 (core schema)': (source) => parse(source, { version: '1.2', maxAliasCount: 0 }),
  'YAML 1.1': (source) => parse(source, { version: '1.1', maxAliasCount: 0 }),
  'YAML 1.1 with merge keys': (source) => parse(source, { version: '1.1', merge: true }),
  'js-yaml': (source) => load(source),
}

describe('stringify', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`writes strings that are easily mistaken so that ${name} reads the same strings`, () => {
      for (const trap of traps) {
        if (trap !== '__proto__')
          expect(read(stringify({ [trap]: trap })), JSON.stringify(trap)).toEqual({ [trap]: trap })
        expect(read(stringify({ list: [trap, [trap]] })), JSON.stringify(trap)).toEqual({ list: [trap, [trap]] })
      }
    })

    it(`writes any JSON so that ${name} reads the same JSON`, () => {
      fc.assert(
        fc.property(json, (value) => {
          expect(read(stringify({ value }))).toEqual({ value })
        }),
        { numRuns: 500 },
      )
    })
  }

  it('would be caught leaving bare what only a 1.1 reader takes for a number', () => {
    expect(readers['YAML 1.1']?.('at: 12:30')).toEqual({ at: 750 })
    expect(readers['YAML 1.1']?.('mode: 010')).toEqual({ mode: 8 })
  })

  it('gives the same bytes whatever order the keys were inserted in', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 6, noNullPrototype: true })
    fc.assert(
      fc.property(value, (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse())
        expect(stringify(reversed)).toBe(stringify(object))
      }),
    )
  })

  it('puts identity first and sorts the rest, without folding long lines', () => {
    const long = 'word '.repeat(60).trim()
    const object = {
      spec: { b: 1, a: [{ value: '1', name: 'x' }] },
      metadata: { labels: { z: '1', a: 'yes' }, namespace: 'n', name: 'o', annotations: { long } },
      kind: 'K',
      apiVersion: 'g/v1',
      left: undefined,
    }
    expect(stringify(object)).toBe(
      [
        'apiVersion: g/v1',
        'kind: K',
        'metadata:',
        '  name: o',
        "  namespace: 'n'",
        '  annotations:',
        `    long: ${long}`,
        '  labels:',
        "    a: 'yes'",
        "    z: '1'",
        'spec:',
        '  a:',
        '    - name: x',
        "      value: '1'",
        '  b: 1',
        '',
      ].join('\n'),
    )
  })

  it('repeats a value that occurs twice instead of writing an alias', () => {
    const shared = { a: 1 }
    expect(stringify({ x: shared, z: shared })).toBe('x:\n  a: 1\nz:\n  a: 1\n')
  })

  it.each([
    ['a function', { a: () => 1 }],
    ['NaN', { a: Number.NaN }],
    ['an infinity', { a: Number.POSITIVE_INFINITY }],
    ['a date', { a: new Date(0) }],
    ['a symbol', { a: Symbol('s') }],
  ])('refuses %s', (_, value) => {
    expect(() => stringify(value)).toThrow()
  })
})
