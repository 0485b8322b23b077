import { describe, expect, it } from 'vitest'
import { undocumentedKinds, waitForDocumentedKinds } from './documented-kinds.ts'

const kettle = { apiVersion: 'kitchen.example.com/v1', kind: 'Kettle' }
const pan = { apiVersion: 'kitchen.example.com/v1', kind: 'Pan' }
const pod = { apiVersion: 'v1', kind: 'Pod' }

describe('undocumentedKinds', () => {
  it('is empty when each has a path in the document of its group and version', async () => {
    const api = server({ 'api/v1': ['pods'], 'apis/kitchen.example.com/v1': ['kettles', 'pans'] })
    expect(await undocumentedKinds(api, [kettle, pan, pod])).toEqual([])
  })

  it('names kinds whose group has no document yet', async () => {
    expect(await undocumentedKinds(server({ 'api/v1': ['pods'] }), [kettle, pod])).toEqual([kettle])
  })

  it('names kinds that the document of their group does not have yet', async () => {
    const api = server({ 'apis/kitchen.example.com/v1': ['kettles'] })
    expect(await undocumentedKinds(api, [kettle, pan])).toEqual([pan])
  })

  it('is not content with a kind whose name ends alike', async () => {
    const api = server({ 'apis/kitchen.example.com/v1': ['saucepans'] })
    expect(await undocumentedKinds(api, [pan])).toEqual([pan])
  })
})

describe('waitForDocumentedKinds', () => {
  it('waits until the last of them is described', async () => {
    const documents: Record<string, string[]> = {}
    const waiting = waitForDocumentedKinds(server(documents), [kettle, pan])
    documents['apis/kitchen.example.com/v1'] = ['kettles']
    const early = await Promise.race([
      waiting.then(() => 'done'),
      new Promise((done) => setTimeout(done, 120, 'waits')),
    ])
    expect(early).toBe('waits')
    documents['apis/kitchen.example.com/v1'] = ['kettles', 'pans']
    await waiting
  })

  it('ends at once when the guard throws', async () => {
    const dead = () => {
      throw new Error('kube-apiserver exited with code 1')
    }
    await expect(waitForDocumentedKinds(server({}), [kettle], dead)).rejects.toThrow('kube-apiserver exited')
  })
})

/** Answers as an API server that describes these resources. */
function server(documents: Readonly<Record<string, readonly string[]>>) {
  const answer = (path: string): unknown => {
    if (path === '/openapi/v3') {
      const urls = Object.keys(documents).map((name) => [name, { serverRelativeURL: `/openapi/v3/${name}?hash=A` }])
      return { paths: Object.fromEntries(urls) }
    }
    const name = path.replace('/openapi/v3/', '')
    const collections = (documents[name] ?? []).map((plural) => `/${name}/namespaces/{namespace}/${plural}`)
    return {
      paths: Object.fromEntries(collections.flatMap((path) => [path, `${path}/{name}`]).map((path) => [path, {}])),
    }
  }
  return {
    get: async <T>(path: string) => answer(path) as T,
    discovery: {
      resource: async (_: string, kind: string) => ({ plural: `${kind.toLowerCase()}s`, namespaced: true, verbs: [] }),
    },
  }
}
