import { expect, test } from 'vitest'
import { readableJson } from './readable-json.ts'

test('sorts keys, and puts what fits into a line of 120 characters into one', () => {
  const long = Array.from({ length: 30 }, (_, index) => `item-${index}`)
  const text = readableJson({ b: [1, { d: null, c: [] }], a: { long, e: {} } })
  expect(text.split('\n').slice(0, 5)).toEqual(['{', ' "a": {', '  "e": {},', '  "long": [', '   "item-0",'])
  expect(text).toContain(' "b": [1, { "c": [], "d": null }]\n')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
})

test('is JSON that reads as the same value', () => {
  const value = { 'a "quoted" key': ['ü\n', true, 1.5, {}], z: { y: { x: 'long '.repeat(60) } } }
  expect(JSON.parse(readableJson(value))).toEqual(value)
})
