import { expect, it } from 'vitest'
import { normaliseMac } from './mac.ts'
import { isDnsLabel, isDnsName, isEmail, isLabelKey, isLabelValue, isUuid, toDnsLabel } from './names.ts'
import { suggest, synonym } from './suggest.ts'

const table: readonly [(text: string) => boolean, readonly string[], readonly string[]][] = [
  [isDnsLabel, ['a', 'a-1', '1a', 'x'.repeat(63)], ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'x'.repeat(64)]],
  [isDnsName, ['a', 'a.b', 'ainur.home.arpa'], ['', 'a.', '.a', 'a..b', 'A.b', `${'a.'.repeat(127)}a`]],
  [
    isEmail,
    ['a@b', 'you@example.org', 'first.last+tag@Example.org'],
    ['', 'you', '@b', 'a@', 'a b@c', 'a@b@c', 'a@-b', '<a@b>', 'A <a@b>'],
  ],
  [
    isLabelKey,
    ['a', 'A_b.c-d', 'example.org/a'],
    ['', '/a', 'a/', 'a b', '-a', 'a/b/c', 'Example.org/a', 'x'.repeat(64)],
  ],
  [isLabelValue, ['', 'a', 'A_b.c-d'], ['-a', 'a-', 'a b', 'a/b', 'x'.repeat(64)]],
  [
    isUuid,
    ['6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10', '6F1D3C0E-9A53-4C1E-8F7B-2B5A7C9D4E10'],
    [
      '',
      '6f1d3c0e9a534c1e8f7b2b5a7c9d4e10',
      '00000000-0000-0000-0000-000000000000',
      '{6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10}',
    ],
  ],
]

it.each(table.map(([test, good, bad]) => [test.name, test, good, bad] as const))('%s', (_, test, good, bad) => {
  expect(good.filter((text) => !test(text))).toEqual([])
  expect(bad.filter(test)).toEqual([])
})

it('spells letters of other alphabets out, and makes no label where it cannot', () => {
  expect(['nœud_1', 'Küche', 'Łódź', 'straße', 'узел-1', 'node-δ'].map(toDnsLabel)).toEqual([
    'noeud-1',
    'kuche',
    'lodz',
    'strasse',
    undefined,
    undefined,
  ])
})

it('makes a label of what was meant as one', () => {
  expect(['Varda', 'my_node', ' a..b ', '___', `${'x'.repeat(62)}-y`].map(toDnsLabel)).toEqual([
    'varda',
    'my-node',
    'a-b',
    undefined,
    'x'.repeat(62),
  ])
})

it('reads MAC addresses however they are written', () => {
  const written = ['2C:CF:67:01:02:03', '2c-cf-67-01-02-03', '2ccf67010203', '2ccf.6701.0203']
  expect(new Set(written.map(normaliseMac))).toEqual(new Set(['2c:cf:67:01:02:03']))
  const broken = ['2c:cf:67:01:02', '2c:cf-67:01:02:03', '2c:cf:67:01:02:0g', '2ccf:6701:0203', '']
  expect(broken.map(normaliseMac)).toEqual(broken.map(() => undefined))
})

it('suggests the nearest word, whatever the case and separators, and nothing that is far', () => {
  const words = ['raspberry-pi-5-8gb', 'raspberry-pi-4-8gb', 'mini-pc']
  expect(suggest('Raspberry Pi 5 8GB', words)).toBe('raspberry-pi-5-8gb')
  expect(suggest('minipc', words)).toBe('mini-pc')
  expect(suggest('commodore', words)).toBeUndefined()
  expect(suggest('x', [])).toBeUndefined()
})

it('knows what other systems call a role, where that is allowed', () => {
  expect(synonym('worker', ['server', 'agent'])).toBe('agent')
  expect(synonym('control-plane', ['server', 'agent'])).toBe('server')
  expect(synonym('worker', ['sd', 'nvme'])).toBeUndefined()
})
