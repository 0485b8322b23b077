import { describe, expect, it } from 'vitest'
import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { volumeFiles } from './container-files.ts'

const objects: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'a' }, data: { one: '1', two: '2' } },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'keys', namespace: 'a' },
    data: { key: Buffer.from('secret').toString('base64') },
  },
]
const api = {
  find: async ({ kind, metadata }: KubeObject) =>
    objects.find(
      (object) =>
        object.kind === kind &&
        object.metadata.name === metadata.name &&
        object.metadata.namespace === metadata.namespace,
    ),
} as unknown as KubeApi

async function textsOf(volume: object): Promise<Record<string, string>> {
  const files = await volumeFiles(api, 'a', { name: 'v', ...volume })
  return Object.fromEntries([...files].map(([path, { content }]) => [path, content.toString()]))
}

describe('volumeFiles', () => {
  it.each([
    ['every key of a ConfigMap', { configMap: { name: 'settings' } }, { one: '1', two: '2' }],
    [
      'the keys that are listed',
      { configMap: { name: 'settings', items: [{ key: 'two', path: 'b/2' }] } },
      { 'b/2': '2' },
    ],
    ['a Secret, decoded', { secret: { secretName: 'keys' } }, { key: 'secret' }],
    ['nothing of an optional one that is missing', { secret: { secretName: 'none', optional: true } }, {}],
    ['nothing of an empty one', { emptyDir: {} }, {}],
    [
      'all sources of a projected one',
      { projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'keys' } }] } },
      { one: '1', two: '2', key: 'secret' },
    ],
  ])('has %s', async (_, volume, files) => expect(await textsOf(volume)).toEqual(files))

  it.each([
    ['an object that is missing', { secret: { secretName: 'none' } }, 'there is no Secret a/none'],
    [
      'a key that is missing',
      { configMap: { name: 'settings', items: [{ key: 'three', path: '3' }] } },
      'ConfigMap a/settings has no key three; it has one,two',
    ],
    ['a volume that needs a node', { hostPath: { path: '/' } }, 'volume v is of hostPath'],
  ])('refuses %s', async (_, volume, message) => {
    await expect(textsOf(volume)).rejects.toThrow(message)
  })
})
