import { describe, expect, it } from 'vitest'
import { isReady, podState } from './wait-for-pod.ts'

const pod = (status: object, extra: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-1', namespace: 'web', ...extra },
  spec: { nodeName: 'worker' },
  status,
})

describe('podState', () => {
  it('tells where a pod is and what each container does', () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'no such image' }
    const status = {
      phase: 'Pending',
      initContainerStatuses: [{ name: 'init', state: { terminated: { reason: 'Completed' } } }],
      containerStatuses: [
        { name: 'main', state: { waiting }, restartCount: 2 },
        { name: 'side', state: { running: {} } },
      ],
    }
    expect(podState(pod(status))).toBe(
      'Pod web/web-1 is Pending on worker: init is terminated (Completed), main is waiting (ImagePullBackOff: no such image), restarted 2 times, side is running',
    )
  })

  it('tells that a pod has no node', () => {
    expect(podState({ ...pod({ phase: 'Pending' }), spec: {} })).toBe('Pod web/web-1 is Pending on no node')
  })
})

describe('isReady', () => {
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] }

  it('is what the condition says, unless the pod is on its way out', () => {
    expect(isReady(pod(ready))).toBe(true)
    expect(isReady(pod({ conditions: [{ type: 'Ready', status: 'False' }] }))).toBe(false)
    expect(isReady(pod({}))).toBe(false)
    expect(isReady(pod(ready, { deletionTimestamp: '2026-01-01T00:00:00Z' }))).toBe(false)
  })
})
