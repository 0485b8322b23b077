import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { clusterWide, named, yaml } from '../testing/objects.ts'

const definition = (...versions: object[]) =>
  clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'disks.example.io', {
    spec: { group: 'example.io', names: { kind: 'Disk' }, versions },
  })
const v1 = { name: 'v1', served: true, storage: true }
const beta = { name: 'v1beta1', served: true, storage: false }
const disk = (version: string) => named(`example.io/${version}`, 'Disk', 'a')
const rule = (before: string, after: string) => findingsOf('crd-version-removed', before, after)

describe('crd-version-removed', () => {
  it('names the objects that still use the version', () => {
    const [finding] = rule(yaml(definition(v1, beta), disk('v1beta1')), yaml(definition(v1), disk('v1beta1')))
    expect(finding).toMatchObject({
      severity: 'error',
      message: 'Version v1beta1 is removed. 1 in the tree still use it: Disk media/a.',
    })
  })

  it('warns only when nothing uses it', () => {
    expect(rule(yaml(definition(v1, beta), disk('v1')), yaml(definition(v1), disk('v1')))).toMatchObject([
      { severity: 'warning' },
    ])
  })

  it('treats a version that is no longer served like a removed one', () => {
    expect(rule(yaml(definition(v1, beta)), yaml(definition(v1, { ...beta, served: false })))).toHaveLength(1)
  })

  it('says nothing when a version is added, or one goes that was not served', () => {
    expect(rule(yaml(definition(v1)), yaml(definition(v1, beta)))).toEqual([])
    expect(rule(yaml(definition(v1, { ...beta, served: false })), yaml(definition(v1)))).toEqual([])
  })
})
