import { describe, expect, it } from 'vitest'
import { inApp, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { customResourcesCheck } from './custom-resources.ts'

const thing = { apiVersion: 'example.com/v1', kind: 'Policy', metadata: { name: 'a', namespace: 'web' } }
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'policies.example.com' },
  spec: { group: 'example.com', names: { kind: 'Policy' } },
}

function run(objects: Parameters<typeof testRendering>[0], waves = {}) {
  return customResourcesCheck.run(testRendering({ ...objects, waves })).map(({ rule }) => rule)
}

describe('customResourcesCheck', () => {
  it('fires for a custom resource whose definition nothing brings', () => {
    expect(run({ objects: [thing] })).toEqual(['custom-resource-undefined'])
  })

  it('fires where the definition comes in the same or a later wave', () => {
    expect(run({ objects: [thing, inApp('crds', definition)] }, { web: 1, crds: 1 })).toEqual(['custom-resource-early'])
  })

  it('accepts a definition of an earlier wave, of the same app, of a release and of the distribution', () => {
    expect(run({ objects: [thing, inApp('crds', definition)] }, { web: 1, crds: 0 })).toEqual([])
    expect(run({ objects: [thing, definition] })).toEqual([])
    const apps = (tree: ConstructorParameters<typeof TestApp>[0]) =>
      new TestApp(tree).provides({
        group: 'apiextensions.k8s.io',
        kind: 'CustomResourceDefinition',
        name: 'policies.example.com',
      })
    expect(run({ objects: [thing], apps })).toEqual([])
    const config = { ...thing, apiVersion: 'helm.cattle.io/v1', kind: 'HelmChartConfig' }
    expect(run({ objects: [config] })).toEqual([])
  })

  it('leaves groups of one word, which no definition can have, to the schema check', () => {
    expect(run({ objects: [{ ...thing, apiVersion: 'extensions/v1beta1', kind: 'Ingress' }] })).toEqual([])
  })

  it('takes groups that only look built in for what they are', () => {
    const gateway = { ...thing, apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' }
    const ingress = { ...thing, apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }
    expect(run({ objects: [gateway, ingress] })).toEqual(['custom-resource-undefined'])
  })
})
