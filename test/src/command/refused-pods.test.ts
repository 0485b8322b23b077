import { expect, it } from 'vitest'
import type { KubeObject } from '../api/kube-object.ts'
import { refusedPods } from './refused-pods.ts'

const object = (kind: string, name: string, fields: object = {}): KubeObject => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name, namespace: 'web', uid: `uid-${name}` },
  ...fields,
})
const refusal = ({ apiVersion, kind, metadata }: KubeObject, message: string, lastTimestamp: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `${metadata.name}.${lastTimestamp}` },
  involvedObject: { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
  message,
  lastTimestamp,
})

/** What is told of these makers, each of which was refused its pods once, when these pods are there. */
function told(makers: readonly KubeObject[], events: readonly KubeObject[], pods: readonly KubeObject[] = []) {
  const api = {
    list: async () => [...events],
    find: async ({ kind, metadata }: { kind: string; metadata: { name: string } }) =>
      makers.find((maker) => maker.kind === kind && maker.metadata.name === metadata.name),
  }
  return refusedPods(api, pods)
}

it('tells of each maker once, by the latest refusal', async () => {
  const web = object('ReplicaSet', 'web', { spec: { replicas: 1 } })
  const events = [refusal(web, 'new', '2026-11-30T10:00:02Z'), refusal(web, 'old', '2026-11-30T10:00:01Z')]
  expect(await told([web], events)).toEqual([
    { name: 'web/web', state: 'Pending', daemon: false, message: 'ReplicaSet cannot make its pods: new' },
  ])
})

it('tells nothing of a maker that has pods by now, wants none, or is gone', async () => {
  const has = object('ReplicaSet', 'has', { spec: { replicas: 1 } })
  const old = object('ReplicaSet', 'old', { spec: { replicas: 0 } })
  const nowhere = object('DaemonSet', 'nowhere', { status: { desiredNumberScheduled: 0 } })
  const over = object('Job', 'over', { spec: {}, status: { completionTime: 'x' } })
  const gone = object('StatefulSet', 'gone')
  const pod = object('Pod', 'has-1', {})
  pod.metadata.ownerReferences = [{ uid: has.metadata.uid }]
  const all = [has, old, nowhere, over, gone]
  const events = all.map((maker) => refusal(maker, 'no', '2026-11-30T10:00:00Z'))
  const again = { ...gone, metadata: { ...gone.metadata, uid: 'another' } }
  expect(await told([has, old, nowhere, over, again], events, [pod])).toEqual([])
  expect(await told([], events, [pod])).toEqual([])
})
