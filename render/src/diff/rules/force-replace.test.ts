import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, clusterWide, deployment, named, tree } from '../testing/objects.ts'

const with_ = (options: string) => ({ annotations: { 'argocd.argoproj.io/sync-options': options } })
const rule = (options: string) =>
  findingsOf(
    'force-replace',
    tree([application('web')], deployment({ metadata: with_(options) })),
    tree([application('web')], deployment({ metadata: with_(options), image: 'registry.example/web:2.0.0' })),
  )

describe('force-replace', () => {
  it('reports a changed object that is deleted and created', () => {
    expect(rule('Replace=true,Force=true')).toMatchObject([
      { severity: 'warning', message: 'Force=true: Argo CD deletes this Deployment and creates it again.' },
    ])
  })

  it('reports a changed object that is replaced whole', () => {
    expect(rule('Replace=true')).toHaveLength(1)
  })

  it('says nothing when the options are off or others', () => {
    expect(rule('Replace=false')).toEqual([])
    expect(rule('ServerSideApply=true')).toEqual([])
  })

  it('says nothing about objects that do not change', () => {
    const app = application('web', { spec: { syncPolicy: { syncOptions: ['Replace=true'] } } })
    expect(
      findingsOf('force-replace', tree([app], deployment()), tree([app], deployment(), named('v1', 'ConfigMap', 'b'))),
    ).toEqual([])
  })

  it('is an error for what takes others with it', () => {
    const namespace = (label: string) =>
      clusterWide('v1', 'Namespace', 'media', {}, { ...with_('Force=true'), labels: { x: label } })
    expect(findingsOf('force-replace', tree([], namespace('1')), tree([], namespace('2')))).toMatchObject([
      { severity: 'error' },
    ])
  })
})
