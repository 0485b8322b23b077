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
      {
        severity: 'warning',
        message: 'Replace=true, Force=true: Argo CD deletes this Deployment and creates it again.',
      },
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
    const claim = (label: string) =>
      named('v1', 'PersistentVolumeClaim', 'films', {}, { ...with_('Replace=true,Force=true'), labels: { x: label } })
    expect(findingsOf('force-replace', tree([], claim('1')), tree([], claim('2')))).toMatchObject([
      { severity: 'error' },
    ])
  })

  it('never says that a Namespace is deleted, which Argo CD spares', () => {
    const namespace = (label: string) =>
      clusterWide('v1', 'Namespace', 'media', {}, { ...with_('Replace=true,Force=true'), labels: { x: label } })
    expect(findingsOf('force-replace', tree([], namespace('1')), tree([], namespace('2')))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('overwrites the whole Namespace') },
    ])
  })

  it('reports Force=true alone only where the API server refuses the change', () => {
    expect(rule('Force=true')).toEqual([])
    const selector = { spec: { selector: { matchLabels: { app: 'x' } } }, metadata: with_('Force=true') }
    const [base, head] = [deployment({ metadata: with_('Force=true') }), deployment(selector)]
    expect(
      findingsOf('force-replace', tree([application('web')], base), tree([application('web')], head)),
    ).toHaveLength(1)
    const serverSide = application('web', { spec: { syncPolicy: { syncOptions: ['ServerSideApply=true'] } } })
    expect(findingsOf('force-replace', tree([serverSide], base), tree([serverSide], head))).toEqual([])
    expect(findingsOf('immutable-field', tree([serverSide], base), tree([serverSide], head))).toHaveLength(1)
  })

  it('reports the option on an Application once, and takes Force there for nothing, as Argo CD does', () => {
    const app = (...syncOptions: string[]) => application('web', { spec: { syncPolicy: { syncOptions } } })
    expect(
      findingsOf('force-replace', tree([app()], deployment()), tree([app('Replace=true')], deployment())),
    ).toHaveLength(1)
    expect(findingsOf('force-replace', tree([app()], deployment()), tree([app('Force=true')], deployment()))).toEqual(
      [],
    )
  })
})
