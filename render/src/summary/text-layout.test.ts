import { describe, expect, it } from 'vitest'
import { painter } from './painter.ts'
import { table, widthOf, wrap } from './text-layout.ts'

describe('table', () => {
  it('aligns columns, colour codes taking no room, without trailing blanks', () => {
    const { red } = painter(true)
    const rows = [
      [red('a'), '1', 'x'],
      ['bcd', '100', ''],
    ]
    expect(table(rows, [1]).map((line) => line.replace(red('a'), 'a'))).toEqual(['a      1  x', 'bcd  100'])
  })
})

describe('wrap', () => {
  it('breaks at blanks and leaves longer words whole', () => {
    expect(wrap('one two averyverylongword three\nfour', 9)).toEqual(['one two', 'averyverylongword', 'three', 'four'])
  })
})

describe('widthOf', () => {
  it('counts characters rather than code units', () => {
    expect(widthOf('█░')).toBe(2)
    expect(widthOf('\u{1f600}')).toBe(1)
  })
})
