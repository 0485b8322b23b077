import { describe, expect, it } from 'vitest'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { unwatchedKindsCheck } from './unwatched-kinds.ts'

const slice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 'nas', namespace: 'web' } }

function run(exclusions: string | undefined) {
  const data = exclusions === undefined ? {} : { 'resource.exclusions': exclusions }
  const configuration = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: 'argocd' },
    data,
  }
  return unwatchedKindsCheck
    .run(testRendering({ objects: [slice, configuration] }))
    .map(({ rule, object }) => [rule, object.kind])
}

describe('unwatchedKindsCheck', () => {
  const found = [['argo-cd-unwatched-kind', 'EndpointSlice']]

  it.each([
    ["- apiGroups: ['', discovery.k8s.io]\n  kinds: [Endpoints, EndpointSlice]", found],
    ["- apiGroups: ['*.k8s.io']\n  kinds: ['*']", found],
    ['- kinds: [EndpointSlice]', found],
    ["- apiGroups: ['']\n  kinds: [EndpointSlice]", []],
    ['- apiGroups: [discovery.k8s.io]\n  kinds: [Endpoint]', []],
    ['[]', []],
    ['not: [yaml', []],
    [undefined, []],
  ])('with %j: %j', (exclusions, expected) => {
    expect(run(exclusions)).toEqual(expected)
  })
})
