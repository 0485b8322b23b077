import { describe, expect, it } from 'vitest'
import { toStageObject } from './stage.ts'
import { allStages, servedStages } from './stages.ts'

const crd = (group: string, kind: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: { group, names: { kind } },
})

describe('the stages', () => {
  it('each say what they simulate, under a name of their own', () => {
    const stages = allStages()
    expect(stages.filter(({ simulates }) => simulates.length < 20)).toEqual([])
    expect(new Set(stages.map(({ name }) => name)).size).toBe(stages.length)
  })

  it('are left out where the cluster does not serve their kind, since kwok would give up', () => {
    const kinds = (stages: readonly { kind: string }[]) => new Set(stages.map(({ kind }) => kind))
    expect(kinds(servedStages(allStages(), []))).toEqual(
      new Set(['Node', 'Pod', 'Service', 'Ingress', 'PersistentVolumeClaim', 'PersistentVolume']),
    )
    const issuers = [crd('cert-manager.io', 'ClusterIssuer'), crd('example.com', 'Bundle')]
    expect(kinds(servedStages(allStages(), issuers)).has('ClusterIssuer')).toBe(true)
    expect(kinds(servedStages(allStages(), issuers)).has('Bundle')).toBe(false)
  })

  it('become the objects that kwok reads', () => {
    const [stage] = allStages().filter(({ name }) => name === 'volume-delete')
    expect(stage && toStageObject(stage)).toMatchObject({
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'Stage',
      metadata: { name: 'volume-delete' },
      spec: { resourceRef: { apiGroup: 'v1', kind: 'PersistentVolume' }, steps: [{ delete: true }] },
    })
  })
})
