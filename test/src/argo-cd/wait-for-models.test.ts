import { describe, expect, it } from 'vitest'
import { missingModels, waitForModels } from './wait-for-models.ts'

const crd = (kind: string, scope: string, ...versions: object[]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: kind },
  spec: { group: 'example.com', scope, names: { kind, plural: `${kind.toLowerCase()}s` }, versions },
})
const kettles = crd('Kettle', 'Namespaced', { name: 'v1', served: true }, { name: 'v1alpha1', served: false })
const pans = crd('Pan', 'Cluster', { name: 'v1', served: true })

const kettlePath = '/apis/example.com/v1/namespaces/{namespace}/kettles/{name}'
const panPath = '/apis/example.com/v1/pans/{name}'

/** An API server with these definitions, whose document has these paths: one list for each time that it is asked. */
function server(crds: object[], ...documents: string[][]) {
  let asked = 0
  return {
    list: async () => crds as never,
    text: async () => {
      const paths = documents[Math.min(asked++, documents.length - 1)] ?? []
      return JSON.stringify({ paths: Object.fromEntries(paths.map((path) => [path, {}])) })
    },
  }
}

describe('missingModels', () => {
  it('names each served version whose objects have no path in the document', async () => {
    expect(await missingModels(server([kettles, pans], ['/apis/example.com/v1/pans']))).toEqual([
      'example.com/v1 Kettle',
      'example.com/v1 Pan',
    ])
    expect(await missingModels(server([kettles, pans], [kettlePath, panPath]))).toEqual([])
  })
})

describe('waitForModels', () => {
  it('waits until the last of them is described', async () => {
    const api = server([kettles, pans], [], [kettlePath], [kettlePath, panPath])
    await waitForModels(api)
    expect(await missingModels(api)).toEqual([])
  })

  it('ends at once when the guard throws', async () => {
    const dead = () => {
      throw new Error('kube-apiserver exited with code 1')
    }
    await expect(waitForModels(server([pans]), dead)).rejects.toThrow('kube-apiserver exited')
  })
})
