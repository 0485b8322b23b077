import { expect, it } from 'vitest'
import { commaList } from './comma-list.ts'

it('reads the words between commas, and none from nothing', () => {
  expect(commaList('a, b,,c ')).toEqual(['a', 'b', 'c'])
  expect(commaList(undefined)).toEqual([])
})
