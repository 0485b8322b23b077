import { expect, it } from 'vitest'
import { parseWarnings } from './warnings.ts'

it.each([
  [undefined, []],
  ['299 - "unknown field \\"spec.x\\""', ['unknown field "spec.x"']],
  ['299 - "one, two", 299 kube "three"', ['one, two', 'three']],
])('reads %j', (header, texts) => expect(parseWarnings(header)).toEqual(texts))
