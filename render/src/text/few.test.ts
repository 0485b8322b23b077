import { expect, it } from 'vitest'
import { few } from './few.ts'

it('tells the first texts, and how many there are besides', () => {
  expect(few(['a', 'b', 'c'], 3)).toBe('a, b, c')
  expect(few(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
})
