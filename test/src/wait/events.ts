import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'

/** Last distinct events of a type, as lines for a failure report. */
export async function eventsFor(api: KubeApi, type: 'Warning' | 'Normal', most = 15): Promise<string> {
  const events = (await api.list('v1', 'Event')).filter((event) => event.type === type)
  const lines = [...new Set(events.sort(byTime).map(line))].slice(-most)
  return lines.length > 0 ? `last events:\n${lines.join('\n')}` : `no event of type ${type}`
}

function line({ reason, message, involvedObject }: KubeObject): string {
  return `  ${reason} ${involvedObject.kind} ${involvedObject.namespace ?? ''}/${involvedObject.name}: ${message}`
}

function byTime(a: KubeObject, b: KubeObject): number {
  const time = ({ lastTimestamp, eventTime, metadata }: KubeObject) =>
    lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
  return time(a) < time(b) ? -1 : 1
}
