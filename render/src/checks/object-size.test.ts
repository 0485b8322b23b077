import { describe, expect, it } from 'vitest'
import { testRendering } from '../pods/testing/test-rendering.ts'
import { objectSizeCheck } from './object-size.ts'

function run(bytes: number, options?: string) {
  const annotations = options ? { 'argocd.argoproj.io/sync-options': options } : undefined
  const metadata = { name: 'a', namespace: 'web', ...(annotations ? { annotations } : {}) }
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: '' } }
  object.data.a = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(object)))
  return objectSizeCheck.run(testRendering({ objects: [object] })).map(({ rule }) => rule)
}

describe('objectSizeCheck', () => {
  it.each([
    [262_144, 'ServerSideApply=false', []],
    [262_145, 'ServerSideApply=false', ['annotation-limit']],
    [262_145, 'Prune=false, ServerSideApply=false', ['annotation-limit']],
    [262_145, 'Replace=true', []],
    [262_145, undefined, []],
    [1_572_864, undefined, []],
    [1_572_865, undefined, ['object-too-large']],
  ])('%i bytes with %s: %j', (bytes, options, expected) => {
    expect(run(bytes, options)).toEqual(expected)
  })
})
