import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { claim, statefulSet, storageClass, yaml } from '../testing/objects.ts'

const rule = (before: string, after: string) => findingsOf('pvc-shrink', before, after)

describe('pvc-shrink', () => {
  it('reports a claim that asks for less', () => {
    expect(rule(yaml(claim('a', 'x', '10Gi')), yaml(claim('a', 'x', '9Gi')))).toMatchObject([
      { severity: 'error', path: 'spec.resources.requests.storage' },
    ])
  })

  it('says nothing when the same size is written differently, or grows', () => {
    expect(rule(yaml(claim('a', 'x', '1Gi')), yaml(claim('a', 'x', '1024Mi')))).toEqual([])
    expect(rule(yaml(claim('a', 'x', '900Mi')), yaml(claim('a', 'x', '1Gi')))).toEqual([])
  })

  it('reports growth where the class in the tree forbids it', () => {
    const grow = (rest: object) =>
      rule(
        yaml(claim('a', 'x', '1Gi'), storageClass('x', rest as never)),
        yaml(claim('a', 'x', '2Gi'), storageClass('x', rest as never)),
      )
    expect(grow({})).toHaveLength(1)
    expect(grow({ allowVolumeExpansion: true })).toEqual([])
  })

  it('reports a smaller claim template of a StatefulSet', () => {
    const set = (storage: string) =>
      statefulSet({
        spec: {
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } }],
        },
      })
    expect(rule(yaml(set('2Gi')), yaml(set('1Gi')))).toHaveLength(1)
  })
})
