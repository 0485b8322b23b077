import { expect, it } from 'vitest'
import { nearestWord } from './nearest-word.ts'

it('finds what was probably meant, whatever the case', () => {
  expect(nearestWord('imagepullpolicy', ['image', 'imagePullPolicy'])).toBe('imagePullPolicy')
  expect(nearestWord('enw', ['env', 'envFrom'])).toBe('env')
})

it('finds nothing where no word is near, or there are none', () => {
  expect(nearestWord('colour', ['env', 'image'])).toBeUndefined()
  expect(nearestWord('x', [])).toBeUndefined()
})

it('takes a word further away where the caller has few', () => {
  expect(nearestWord('anur', ['ainur'])).toBe('ainur')
  expect(nearestWord('nur', ['ainur'])).toBeUndefined()
  expect(nearestWord('nur', ['ainur'], 2)).toBe('ainur')
})
