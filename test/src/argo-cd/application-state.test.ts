import { expect, it } from 'vitest'
import { whyNotSettled } from './application-state.ts'

const settled = {
  sync: { status: 'Synced', revision: 'abcdefghij' },
  health: { status: 'Healthy' },
  operationState: { phase: 'Succeeded' },
}
const application = (status: object, more: object = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'dex' },
  status: { ...settled, ...status },
  ...more,
})

it('is content with a synced and healthy Application at the wanted commit', () => {
  expect(whyNotSettled(application({}), 'abcdefghij')).toBeUndefined()
})

it.each([
  [application({ sync: { status: 'OutOfSync' } }), 'dex: sync is OutOfSync'],
  [
    application({
      health: { status: 'Progressing' },
      resources: [{ kind: 'Deployment', name: 'dex', health: { status: 'Progressing', message: '0 of 1 updated' } }],
    }),
    'dex: health is Progressing (Deployment dex Progressing 0 of 1 updated)',
  ],
  [application({ operationState: { phase: 'Running', message: 'waiting' } }), 'dex: operation is Running: waiting'],
  [application({ operationState: { phase: 'Running' } }), 'dex: operation is Running'],
  [
    application({
      health: { status: 'Missing' },
      resources: [
        ...[1, 2, 3, 4, 5, 6].map((name) => ({ kind: 'Service', name, health: { status: 'Missing' } })),
        { kind: 'Deployment', name: 'dex', health: { status: 'Degraded', message: 'no image' } },
      ],
    }),
    'dex: health is Missing (Deployment dex Degraded no image, Service 1 Missing, Service 2 Missing, Service 3 Missing, Service 4 Missing and 2 more)',
  ],
  [application({}, { operation: {} }), 'dex: an operation waits'],
  [
    application({ conditions: [{ type: 'ComparisonError', message: 'no such path' }] }),
    'dex: ComparisonError: no such path',
  ],
])('says what is missing: $1', (object, problem) => {
  expect(whyNotSettled(object)).toBe(problem)
})

it('says when another commit was looked at', () => {
  expect(whyNotSettled(application({}), 'zyxwvutsrq')).toBe('dex: it looked at abcdefg, not zyxwvut')
})
