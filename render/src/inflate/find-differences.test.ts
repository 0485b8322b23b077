import { expect, it } from 'vitest'
import { findDifferences } from './find-differences.ts'

const secret = (data: unknown, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'a', ...(namespace ? { namespace } : {}) },
  data,
})

it('finds none between equal objects, whatever their order and that of their keys', () => {
  const [first, second] = [secret({ a: '1', b: '2' }), secret({}, 'web')]
  expect(findDifferences([first, second], [second, secret({ b: '2', a: '1' })])).toEqual([])
})

it('names the path of each difference, and no value', () => {
  const found = findDifferences(
    [secret({ a: 'x1', list: ['x2', 'y'] })],
    [secret({ a: 'x3', list: ['x4', 'y'], b: '' })],
  )
  expect(found).toEqual(['Secret a data.a', 'Secret a data.list[0]', 'Secret a data.b'])
})

it('names objects that one of the renderings lacks', () => {
  const [here, there] = [secret({}, 'here'), secret({}, 'there')]
  expect(findDifferences([here], [there])).toEqual([
    'Secret here/a, which is not always there',
    'Secret there/a, which is not always there',
  ])
})
