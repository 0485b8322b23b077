import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, deployment, named, tree } from '../testing/objects.ts'

const other = named('v1', 'ConfigMap', 'a')
const rule = (app: object, object: object) =>
  findingsOf('prune-disabled', tree([app], object, other), tree([app], other))

describe('prune-disabled', () => {
  it.each([
    [
      'the object says Prune=false',
      application('web'),
      { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } },
    ],
    [
      'the Application says Prune=false',
      application('web', { spec: { syncPolicy: { automated: { prune: true }, syncOptions: ['Prune=false'] } } }),
      {},
    ],
    ['the Application does not prune', application('web', { spec: { syncPolicy: { automated: {} } } }), {}],
    ['the Application is synced by hand', application('web', { spec: { syncPolicy: {} } }), {}],
    [
      'a person has to confirm',
      application('web'),
      { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm' } },
    ],
  ])('reports an object that stays because %s', (_, app, metadata) => {
    expect(rule(app, deployment({ metadata }))).toMatchObject([{ severity: 'warning', object: { kind: 'Deployment' } }])
  })

  it('says what else waits for the person who has to confirm', () => {
    const asking = deployment({ metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm' } } })
    expect(rule(application('web'), asking)).toMatchObject([
      {
        message: expect.stringContaining('Until then the sync of Application web waits there'),
        remedy: expect.stringContaining('`argocd app confirm-deletion web`'),
      },
    ])
  })

  it('says nothing where Argo CD prunes', () => {
    expect(rule(application('web'), deployment())).toEqual([])
  })

  it('lets the object win over its Application', () => {
    const app = application('web', {
      spec: { syncPolicy: { automated: { prune: true }, syncOptions: ['Prune=false'] } },
    })
    expect(
      rule(app, deployment({ metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=true' } } })),
    ).toEqual([])
  })

  it('leaves it to application-cascade where the whole Application goes', () => {
    const [before, after] = [tree([application('web')], deployment(), other), tree([], other)]
    expect(findingsOf('prune-disabled', before, after)).toEqual([])
    expect(findingsOf('application-cascade', before, after)).toHaveLength(1)
  })
})
