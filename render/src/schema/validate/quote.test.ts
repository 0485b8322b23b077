import { expect, test } from 'vitest'
import { formatPath } from '../../text/format-path.ts'
import { alternatives, quote } from './quote.ts'

test.each([
  ['text', '"text"'],
  ['two\nlines', '"two\\nlines"'],
  ['x'.repeat(100), `"${'x'.repeat(59)}…`],
  [3, '3'],
  [false, 'false'],
  [null, 'null'],
  [[], 'an empty list'],
  [[1, 2], 'a list of 2'],
  [{}, 'an empty object'],
  [{ a: 1, b: 2, c: 3, d: 4 }, 'an object with a, b, c'],
])('%j is quoted as %s', (value, text) => {
  expect(quote(value)).toBe(text)
})

test('alternatives are listed, a long list is cut and counted', () => {
  expect(alternatives(['a'])).toBe('"a"')
  expect(alternatives(['a', 'b', 1])).toBe('"a", "b" or 1')
  expect(alternatives(Array.from({ length: 20 }, (_, index) => index))).toMatch(/10, 11 or one of 8 more$/)
})

test('paths quote keys that are not plain words', () => {
  expect(formatPath(['spec', 'containers', 0, 'image'])).toBe('spec.containers[0].image')
  expect(formatPath(['metadata', 'labels', 'app.kubernetes.io/name'])).toBe('metadata.labels["app.kubernetes.io/name"]')
  expect(formatPath([])).toBe('')
})
