import { describe, expect, it } from 'vitest'
import { testCluster, testRendering } from '../pods/testing/test-rendering.ts'
import { defaultClassesCheck } from './default-classes.ts'

function storageClass(name: string, isDefault?: string) {
  const annotations: Record<string, string> = isDefault
    ? { 'storageclass.kubernetes.io/is-default-class': isDefault }
    : {}
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, annotations } }
}

function rendering(distribution: 'k3s' | 'talos', ...objects: ReturnType<typeof storageClass>[]) {
  const cluster = testCluster({ kubernetes: { distribution, version: 'v1.36.3', minor: '1.36' } })
  return testRendering({ cluster, objects })
}

function run(...args: Parameters<typeof rendering>) {
  return rulesOf(rendering(...args))
}

function rulesOf(checked: ReturnType<typeof rendering>) {
  return defaultClassesCheck.run(checked).map(({ rule, object }) => `${rule} ${object.name}`)
}

describe('defaultClassesCheck', () => {
  it('fires for a default beside the one that k3s brings', () => {
    expect(run('k3s', storageClass('longhorn', 'true'))).toEqual(['default-class-duplicate longhorn'])
    const [finding] = defaultClassesCheck.run(rendering('k3s', storageClass('longhorn', 'true')))
    expect(finding?.remedy).toBe(
      "have the app that brings it call this.replacesComponent('storage', '…'), and start k3s without local-storage; or drop the annotation here",
    )
  })

  it('fires for two defaults in the tree', () => {
    expect(run('talos', storageClass('a', 'true'), storageClass('b', 'true'))).toEqual(['default-class-duplicate b'])
  })

  it('accepts one default once the tree takes the mark off the bundled one', () => {
    expect(run('k3s', storageClass('longhorn', 'true'), storageClass('local-path', 'false'))).toEqual([])
    expect(run('talos', storageClass('a', 'true'), storageClass('b', 'false'), storageClass('c'))).toEqual([])
    expect(run('k3s', storageClass('longhorn'))).toEqual([])
  })

  it('counts no class of a component that an app replaces', () => {
    const checked = rendering('k3s', storageClass('longhorn', 'true'))
    const [app] = checked.apps
    app?.replacesComponent('metrics', 'another component')
    expect(rulesOf(checked)).toEqual(['default-class-duplicate longhorn'])
    app?.replacesComponent('storage', 'its default class')
    expect(rulesOf(checked)).toEqual([])
  })
})
