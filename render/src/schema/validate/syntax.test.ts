import { describe, expect, test } from 'vitest'
import { formats } from './formats.ts'
import { compilePattern } from './pattern.ts'
import {
  annotationKey,
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  pathSegment,
  portName,
  qualifiedName,
  type Syntax,
} from './syntax.ts'

const cases: [name: string, syntax: Syntax, valid: string[], invalid: string[]][] = [
  ['dnsLabel', dnsLabel, ['a', 'a-1', '1a', 'x'.repeat(63)], ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'x'.repeat(64)]],
  ['dns1035Label', dns1035Label, ['a', 'a-1'], ['1a', '-a', 'a.b']],
  [
    'dnsSubdomain',
    dnsSubdomain,
    ['a', 'a.b-c.1', 'x'.repeat(253)],
    ['', 'a..b', '.a', 'a.', 'a.-b', 'A.b', 'x'.repeat(254)],
  ],
  ['pathSegment', pathSegment, ['system:Node', 'a b'], ['', '.', '..', 'a/b', 'a%b']],
  ['labelValue', labelValue, ['', 'a', 'A_b.c-1', 'x'.repeat(63)], ['-a', 'a.', 'a b', 'a/b', 'x'.repeat(64)]],
  [
    'qualifiedName',
    qualifiedName,
    ['a', 'A.b', 'a.b/c', 'app.kubernetes.io/name'],
    ['', '/a', 'a/', 'a/b/c', 'A.b/c', 'a b'],
  ],
  ['annotationKey', annotationKey, ['A.b/c', 'a/B'], ['a b', 'a/b/c']],
  ['portName', portName, ['http', 'a-1', 'x'.repeat(15)], ['', '123', 'a--b', '-a', 'Http', 'x'.repeat(16)]],
]

describe.each(cases)('%s', (_, syntax, valid, invalid) => {
  test('accepts what the API server accepts', () => {
    expect(valid.filter((value) => syntax(value) !== undefined)).toEqual([])
  })
  test('refuses what the API server refuses', () => {
    expect(invalid.filter((value) => syntax(value) === undefined)).toEqual([])
  })
})

const formatCases: [string, valid: unknown[], invalid: unknown[]][] = [
  ['quantity', ['1', '0.5', '.5', '100m', '1Gi', '1e3', '12E', '-1', 2, 1.5], ['', 'x', '1GB', '1 Gi', 'Gi', '1gi']],
  ['int32', [0, 2 ** 31 - 1, -(2 ** 31)], [2 ** 31, -(2 ** 31) - 1]],
  ['date-time', ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.5+01:00'], ['2026-01-31', '12:00', 'now']],
  ['duration', ['1h', '90s', '1h30m', '1.5h', '2160h0m0s'], ['1', '1d', '', 'h']],
  ['byte', ['', 'aGk=', 'aGVsbG8=', 'aGVs\nbG8='], ['a', 'a b=', 'aGk', '====']],
  ['ipv4', ['10.0.0.1'], ['10.0.0', 'fe80::1']],
  ['ipv6', ['fe80::1'], ['10.0.0.1']],
]

describe.each(formatCases)('format %s', (name, valid, invalid) => {
  test('accepts valid values', () => {
    expect(valid.filter((value) => formats[name]?.(value) !== undefined)).toEqual([])
  })
  test('refuses invalid values', () => {
    expect(invalid.filter((value) => formats[name]?.(value) === undefined)).toEqual([])
  })
})

test('patterns are read as RE2 means them', () => {
  expect(compilePattern('(?i)^abc$')?.test('ABC')).toBe(true)
  expect(compilePattern('\\A[a-z]+\\z')?.test('abc')).toBe(true)
  expect(compilePattern('^(?P<x>a)$')?.test('a')).toBe(true)
  expect(compilePattern('(')).toBeNull()
})
