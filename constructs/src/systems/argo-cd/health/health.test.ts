import { describe, expect, it } from 'vitest'
import { runHealth } from '../testing/run-health.ts'
import { applicationHealth } from './application.ts'
import { bundleHealth } from './bundle.ts'
import { customResourceDefinitionHealth } from './custom-resource-definition.ts'
import { longhornBackupTargetHealth, longhornVolumeHealth } from './longhorn.ts'

const source = { repoURL: 'https://git.example.com/lab.git', path: 'dist/ainur/apps/dex', targetRevision: 'main' }
const destination = { server: 'https://kubernetes.default.svc', namespace: 'dex' }

/** An Application that is as healthy as it can be, with parts replaced. */
function application({ spec = {}, status = {}, ...rest }: Record<string, object> = {}) {
  return {
    metadata: {},
    spec: { source, destination, ...spec },
    status: {
      sync: { status: 'Synced', comparedTo: { source, destination } },
      health: { status: 'Healthy' },
      operationState: { phase: 'Succeeded' },
      ...status,
    },
    ...rest,
  }
}

describe('applicationHealth', () => {
  const health = (object: unknown) => runHealth(applicationHealth, object)

  it('is Healthy when the present spec was compared, is synced and nothing runs', () => {
    expect(health(application())).toEqual({ status: 'Healthy', message: '' })
  })

  it('passes on that the app itself is not healthy', () => {
    const status = { health: { status: 'Degraded', message: 'no pods' } }
    expect(health(application({ status }))).toEqual({ status: 'Degraded', message: 'no pods' })
  })

  it.each([
    ['a new source', { source: { ...source, path: 'elsewhere' } }, 'source'],
    ['a new revision', { source: { ...source, targetRevision: 'v2' } }, 'source'],
    ['a new destination', { destination: { ...destination, namespace: 'other' } }, 'destination'],
    ['new ignored differences', { ignoreDifferences: [{ kind: 'Secret' }] }, 'ignoreDifferences'],
    ['sources instead of a source', { source: undefined, sources: [source] }, 'source'],
  ])('is Progressing after %s, though the status still says Healthy', (_, spec, field) => {
    expect(health(application({ spec }))).toEqual({
      status: 'Progressing',
      message: `${field} changed since the last comparison`,
    })
  })

  it('compares the values inside of several sources', () => {
    const sources = (replicas: number) => [source, { chart: 'x', helm: { valuesObject: { replicas } } }]
    const status = { sync: { status: 'Synced', comparedTo: { sources: sources(1), destination } } }
    const spec = { source: undefined, sources: sources(1) }
    expect(health(application({ spec, status })).status).toBe('Healthy')
    expect(health(application({ spec: { ...spec, sources: sources(2) }, status })).status).toBe('Progressing')
  })

  it('takes fields that Argo CD drops, because they are empty, as equal', () => {
    const spec = { source: { ...source, directory: { recurse: false } }, ignoreDifferences: [] }
    expect(health(application({ spec })).status).toBe('Healthy')
  })

  it('is Progressing before the first comparison', () => {
    expect(health({ metadata: {}, spec: { source, destination } })).toEqual({
      status: 'Progressing',
      message: 'not compared yet',
    })
  })

  it.each(['OutOfSync', 'Unknown'])('is Progressing while the sync status is %s', (sync) => {
    const status = { sync: { status: sync, comparedTo: { source, destination } } }
    expect(health(application({ status })).status).toBe('Progressing')
  })

  describe('with objects that Argo CD was told not to prune', () => {
    const sync = { status: 'OutOfSync', comparedTo: { source, destination } }
    const leftover = { name: 'old', status: 'OutOfSync', requiresPruning: true }
    const statusWith = (resources: object[], automated: object = { prune: false }, status: object = {}) =>
      health(application({ spec: { syncPolicy: { automated } }, status: { sync, resources, ...status } })).status
    const synced = (revision: string) => ({
      sync: { ...sync, revision: 'b2' },
      operationState: { phase: 'Succeeded', syncResult: { revision } },
    })

    it('is Healthy when the sync of this revision is over and left them alone, as Prune=false tells it to', () => {
      expect(statusWith([leftover], { prune: true }, synced('b2'))).toBe('Healthy')
    })

    it('is Progressing while the last sync was of another revision: this one may prune them', () => {
      expect(statusWith([leftover], { prune: true }, synced('a1'))).toBe('Progressing')
    })

    it('is Healthy when they are all that is out of sync: a CRD of the last release must not hold the waves for ever', () => {
      expect(statusWith([leftover, { name: 'kept', status: 'Synced' }])).toBe('Healthy')
    })

    it.each([
      ['something else is out of sync as well', [leftover, { name: 'changed', status: 'OutOfSync' }], { prune: false }],
      ['Argo CD prunes, and has yet to', [leftover], { prune: true }],
      ['nothing says what is out of sync', [], { prune: false }],
    ])('is Progressing when %s', (_, resources, automated) => {
      expect(statusWith(resources, automated)).toBe('Progressing')
    })
  })

  it.each(['Running', 'Terminating'])('is Progressing while a sync is %s', (phase) => {
    expect(health(application({ status: { operationState: { phase } } })).status).toBe('Progressing')
  })

  it('is Progressing while a sync is being retried, because a first boot fails now and then', () => {
    const operationState = { phase: 'Running', retryCount: 3, message: 'webhook not ready' }
    expect(health(application({ status: { operationState } }))).toEqual({
      status: 'Progressing',
      message: 'webhook not ready',
    })
  })

  it('is Degraded after five failed attempts, so that the root looks for a correction in a newer commit', () => {
    const statusAfter = (retryCount: number) =>
      health(application({ status: { operationState: { phase: 'Running', retryCount, message: 'not permitted' } } }))
    expect(statusAfter(4).status).toBe('Progressing')
    expect(statusAfter(5)).toEqual({ status: 'Degraded', message: 'not permitted' })
  })

  describe('with a sync that was started for another source', () => {
    const [old, sources] = [{ ...source, targetRevision: 'v1' }, [source, { chart: 'x', targetRevision: 'v1' }]]
    const running = (sync: object, retryCount: number) => ({ phase: 'Running', retryCount, operation: { sync } })
    const statusWith = (operationState: object, spec: object = {}, comparedTo: object = { source, destination }) =>
      health(
        application({
          metadata: { name: 'dex' },
          spec,
          status: { sync: { status: 'Synced', comparedTo }, operationState },
        }),
      )

    it('is Degraded as soon as it is retried, and says how to end it: it would be retried for ever', () => {
      expect(statusWith(running({ source: old }, 1))).toEqual({
        status: 'Degraded',
        message: expect.stringContaining('argocd app terminate-op dex --core'),
      })
    })

    it('is Progressing during its first attempt, which may succeed', () => {
      expect(statusWith(running({ source: old }, 0)).status).toBe('Progressing')
    })

    it.each<[string, object, object]>([
      ['the present source', { source }, {}],
      ['the present sources, and the first of them', { source, sources }, { source: undefined, sources }],
      ['whatever the spec says', {}, {}],
    ])('is Progressing while it is retried with %s', (_, sync, spec) => {
      expect(statusWith(running(sync, 1), spec, { source, destination, ...spec }).status).toBe('Progressing')
    })

    it.each<[string, object, object]>([
      ['became several sources', { source }, { source: undefined, sources }],
      ['was one of several sources', { sources }, { source }],
    ])('is Degraded when its source %s', (_, sync, spec) => {
      expect(statusWith(running(sync, 1), spec, { source, destination, ...spec }).status).toBe('Degraded')
    })
  })

  describe('after a sync that failed or was ended', () => {
    const statusOf = (syncResult: object, sync: object = {}) =>
      health(
        application({
          status: {
            sync: { status: 'Synced', revision: 'b2', comparedTo: { source, destination }, ...sync },
            operationState: { phase: 'Failed', message: 'Operation terminated', syncResult },
          },
        }),
      ).status

    it('is Degraded when it was of the present source and commit', () => {
      expect(statusOf({ source, revision: 'b2' })).toBe('Degraded')
    })

    it.each([
      ['source', { source: { ...source, path: 'elsewhere' }, revision: 'b2' }],
      ['commit', { source, revision: 'a1' }],
    ])('is as healthy as the app when it was of another %s, and everything is in sync without it', (_, result) => {
      expect(statusOf(result)).toBe('Healthy')
    })

    it('is Progressing when it was of another commit and something is out of sync: the next sync starts by itself', () => {
      expect(statusOf({ source, revision: 'a1' }, { status: 'OutOfSync' })).toBe('Progressing')
    })
  })

  it('is Progressing while a sync is asked for but not started', () => {
    expect(health(application({ operation: { sync: {} } })).status).toBe('Progressing')
  })

  it.each(['Failed', 'Error'])('is Degraded once a sync has given up with %s', (phase) => {
    expect(health(application({ status: { operationState: { phase, message: 'no such CRD' } } }))).toEqual({
      status: 'Degraded',
      message: 'the last sync failed: no such CRD',
    })
  })

  it.each(['InvalidSpecError', 'ComparisonError', 'SyncError'])('is Degraded with the condition %s', (type) => {
    const status = { conditions: [{ type: 'SharedResourceWarning' }, { type, message: 'why' }] }
    expect(health(application({ status }))).toEqual({ status: 'Degraded', message: `${type}: why` })
  })

  it('is Progressing while it is being deleted', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:00Z' }
    expect(health(application({ metadata }))).toEqual({ status: 'Progressing', message: 'being deleted' })
  })
})

describe('bundleHealth', () => {
  const health = (conditions: object[], generation = 2) =>
    runHealth(bundleHealth, { metadata: { generation }, status: { conditions } }).status

  it.each([
    ['Healthy', [{ type: 'Synced', status: 'True', observedGeneration: 2 }]],
    ['Degraded', [{ type: 'Synced', status: 'False', observedGeneration: 2 }]],
    ['Progressing', [{ type: 'Synced', status: 'True', observedGeneration: 1 }]],
    ['Progressing', []],
  ])('is %s for %j', (expected, conditions) => {
    expect(health(conditions)).toBe(expected)
  })

  it('is Progressing without any status', () => {
    expect(runHealth(bundleHealth, { metadata: {} }).status).toBe('Progressing')
  })
})

describe('longhornVolumeHealth', () => {
  it.each([
    ['Healthy', { state: 'attached', robustness: 'healthy' }],
    ['Healthy', { state: 'detached', robustness: 'unknown' }],
    ['Degraded', { state: 'attached', robustness: 'degraded' }],
    ['Degraded', { state: 'detached', robustness: 'faulted' }],
    ['Progressing', { state: 'attaching', robustness: 'unknown' }],
    ['Progressing', {}],
  ])('is %s for %j', (expected, status) => {
    expect(runHealth(longhornVolumeHealth, { status }).status).toBe(expected)
  })
})

describe('longhornBackupTargetHealth', () => {
  const spec = { backupTargetURL: 's3://backups@eu/' }
  it.each([
    ['Healthy', { spec: { backupTargetURL: '' } }],
    ['Healthy', { spec, status: { available: true } }],
    ['Degraded', { spec, status: { available: false, conditions: [{ type: 'Unavailable', status: 'True' }] } }],
    ['Progressing', { spec }],
  ])('is %s for %j', (expected, object) => {
    expect(runHealth(longhornBackupTargetHealth, object).status).toBe(expected)
  })
})

describe('customResourceDefinitionHealth', () => {
  const accepted = { type: 'NamesAccepted', status: 'True' }
  const health = (status: unknown, metadata: object = {}) =>
    runHealth(customResourceDefinitionHealth, { metadata, status })

  it.each([
    ['established', { conditions: [accepted, { type: 'Established', status: 'True' }] }],
    ['not established yet', { conditions: [accepted, { type: 'Established', status: 'False', reason: 'Installing' }] }],
    ['not established yet', { conditions: [accepted] }],
    ['not established yet', { conditions: [] }],
    ['not established yet', undefined],
  ])('is Healthy and says "%s" for %j: nothing would tell Argo CD when that changes', (message, status) => {
    expect(health(status)).toEqual({ status: 'Healthy', message })
  })

  it.each([
    { type: 'NamesAccepted', status: 'False', message: 'the name is taken' },
    { type: 'NonStructuralSchema', status: 'True', message: 'a type is missing' },
    { type: 'Established', status: 'False', reason: 'InvalidCABundle', message: 'no certificate' },
  ])('is Degraded when the API server refuses it: %j', (condition) => {
    expect(health({ conditions: [condition] })).toEqual({ status: 'Degraded', message: condition.message })
  })

  it('is Progressing while it is being deleted', () => {
    const established = { conditions: [{ type: 'Established', status: 'True' }] }
    expect(health(established, { deletionTimestamp: '2026-01-01T00:00:00Z' }).status).toBe('Progressing')
  })
})
