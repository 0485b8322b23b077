import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import type { PodView } from './cluster-view.ts'

/**
 * Pods that are not even made, because the API server refuses them: Pod Security, a class or an account that does not
 * exist. Only events of what should make them say so.
 *
 * @param pods all pods of the cluster
 */
export async function refusedPods(
  api: Pick<KubeApi, 'list' | 'find'>,
  pods: readonly KubeObject[],
): Promise<PodView[]> {
  const events = await api.list('v1', 'Event', { fieldSelector: 'reason=FailedCreate' })
  const owners = new Set(
    pods.flatMap(({ metadata }) => (metadata.ownerReferences ?? []).map(({ uid }: { uid: string }) => uid)),
  )
  const messages = new Map<string, KubeObject>()
  for (const event of events.sort(byTime)) {
    if (!owners.has(event.involvedObject.uid)) messages.set(event.involvedObject.uid, event)
  }
  const views = await Promise.all([...messages.values()].map((event) => viewRefusal(api, event)))
  return views.filter((view) => view !== undefined)
}

async function viewRefusal(
  api: Pick<KubeApi, 'find'>,
  { involvedObject, message }: KubeObject,
): Promise<PodView | undefined> {
  const { apiVersion, kind, namespace, name, uid } = involvedObject
  const maker = await api.find({ apiVersion, kind, metadata: { namespace, name } })
  // An event outlives what it is about by an hour.
  if (!maker || maker.metadata.uid !== uid || !wantsPods(maker)) return undefined
  return {
    name: `${namespace}/${name}`,
    state: 'Pending',
    daemon: kind === 'DaemonSet',
    message: `${kind} cannot make its pods: ${message}`,
  }
}

function wantsPods({ kind, spec, status }: KubeObject): boolean {
  if (kind === 'Job') return status?.completionTime === undefined && spec.suspend !== true
  return kind === 'DaemonSet' ? status?.desiredNumberScheduled > 0 : (spec?.replicas ?? 1) > 0
}

function byTime(a: KubeObject, b: KubeObject): number {
  const time = ({ lastTimestamp, metadata }: KubeObject) => lastTimestamp ?? metadata.creationTimestamp ?? ''
  return time(a) < time(b) ? -1 : 1
}
