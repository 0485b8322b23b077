import { describe, expect, it } from 'vitest'
import { testRendering } from '../pods/testing/test-rendering.ts'
import { objectSizeCheck } from './object-size.ts'

function run(bytes: number, options?: string, kind = 'ConfigMap') {
  const annotations = options ? { 'argocd.argoproj.io/sync-options': options } : undefined
  const metadata = { name: 'a', namespace: 'web', ...(annotations ? { annotations } : {}) }
  const object = { apiVersion: 'v1', kind, metadata, data: { a: '' } }
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
  ])('%i bytes with %s: %j', (bytes, options, expected) => {
    expect(run(bytes, options)).toEqual(expected)
  })

  it('fires above what etcd takes', () => {
    expect(run(1_572_864, undefined, 'Custom')).toEqual([])
    expect(run(1_572_865, undefined, 'Custom')).toEqual(['object-too-large'])
  })

  it.each([
    ['data', 'x'.repeat(1_048_576)],
    ['binaryData', Buffer.alloc(1_048_576).toString('base64')],
  ])('fires for more than 1 MiB in the %s of a ConfigMap, as people read it', (field, text) => {
    const metadata = { name: 'a', namespace: 'web' }
    const judge = (values: object) =>
      objectSizeCheck
        .run(testRendering({ objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...values }] }))
        .map(({ message }) => message)
    expect(judge({ [field]: { a: text } })).toEqual([])
    expect(judge({ [field]: { a: text, b: 'eHh4' } })).toEqual([
      'it has 1.1 MiB in its values; a ConfigMap holds at most 1 MiB',
    ])
  })
})
