import { expect, it } from 'vitest'
import { named } from '../diff/testing/objects.ts'
import { hideRepeated } from './hide-repeated.ts'

const hidden = (text: string, ...values: string[]) => {
  const object = named('v1', 'ConfigMap', 'c', { data: { text } })
  hideRepeated(object as never, new Map(values.map((value, index) => [value, `‹${index}›`])))
  return (object as unknown as { data: { text: string } }).data.text
}

it('hides every place of every value, also where one begins as another does', () => {
  expect(hidden('a=abcdefghi1 abcdefghi12, abcdefghi3', 'abcdefghi1', 'abcdefghi12', 'abcdefghi3')).toBe(
    'a=‹0› ‹1›, ‹2›',
  )
})

it('hides the whole of a value that holds another one', () => {
  expect(hidden('x0123456789y', '0123456789', 'x0123456789y')).toBe('‹1›')
})

it('leaves a text without any of them as it is', () => {
  expect(hidden('abcdefghi', 'abcdefghi1')).toBe('abcdefghi')
})
