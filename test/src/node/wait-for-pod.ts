import type { KubeApi } from '../api/kube-api.ts'
import { describe, type KubeObject } from '../api/kube-object.ts'
import { until } from '../wait/until.ts'

export interface PodWaitOptions {
  readonly namespace: string
  /** Picks the pods; the first that satisfies is the answer. */
  readonly labelSelector?: string
  readonly fieldSelector?: string
  /** What must become true, as it reads after "a pod to". */
  readonly what: string
  readonly timeoutMs?: number
  /** Ends the wait when the cluster has broken. */
  readonly guard?: () => void
}

/**
 * Waits until one of the pods satisfies `accept`. A timeout reports the state of each, its last events and the end of
 * what its containers wrote.
 */
export async function waitForPod(
  api: KubeApi,
  options: PodWaitOptions,
  accept: (pod: KubeObject) => boolean,
): Promise<KubeObject> {
  const { namespace, labelSelector, fieldSelector, what, timeoutMs, guard } = options
  const query = { namespace, ...(labelSelector ? { labelSelector } : {}), ...(fieldSelector ? { fieldSelector } : {}) }
  const list = () => api.list('v1', 'Pod', query)
  return until<KubeObject>(
    async () => {
      const pods = await list()
      const found = pods.find(accept)
      return found ? { done: found } : { state: pods.map(podState).join('; ') || 'there is no such pod' }
    },
    {
      what: `a pod in ${namespace} to ${what}`,
      timeoutMs,
      guard,
      report: async () => (await Promise.all((await list()).map((pod) => podReport(api, pod)))).join('\n'),
    },
  )
}

/** Whether a pod takes requests. */
export function isReady(pod: KubeObject): boolean {
  const ready = (pod.status?.conditions ?? []).find((condition: { type: string }) => condition.type === 'Ready')
  return ready?.status === 'True' && !pod.metadata.deletionTimestamp
}

/** `Pod web/web-1 is Pending on worker: main waits (ImagePullBackOff: …)` */
export function podState(pod: KubeObject): string {
  const containers = containersOf(pod).map(({ name, state = {}, restartCount = 0 }) => {
    const [[kind, detail] = ['unknown', {}]] = Object.entries(state) as [string, Record<string, string>][]
    const why = [detail?.reason, detail?.message].filter(Boolean).join(': ')
    const restarts = restartCount > 0 ? `, restarted ${restartCount} times` : ''
    return `${name} is ${kind}${why ? ` (${why})` : ''}${restarts}`
  })
  const where = pod.spec?.nodeName ? `on ${pod.spec.nodeName}` : 'on no node'
  return `${describe(pod)} is ${pod.status?.phase} ${where}${containers.length > 0 ? `: ${containers.join(', ')}` : ''}`
}

async function podReport(api: KubeApi, pod: KubeObject): Promise<string> {
  const { name, namespace = '' } = pod.metadata
  const events = await api.list('v1', 'Event', { namespace, fieldSelector: `involvedObject.name=${name}` })
  const lines = events.slice(-8).map((event) => `  ${event.type} ${event.reason}: ${event.message}`)
  const logs = await Promise.all(containersOf(pod).map((container) => containerLog(api, pod, container.name)))
  return [`${podState(pod)}; its events:`, ...lines, ...logs].join('\n')
}

async function containerLog(api: KubeApi, pod: KubeObject, container: string): Promise<string> {
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/log`
  const text = await api.text(`${path}?container=${container}&tailLines=10`).catch((error: Error) => error.message)
  return `${container} wrote:\n${text.trimEnd().replaceAll(/^/gm, '  | ')}`
}

interface ContainerStatus {
  readonly name: string
  readonly state?: object
  readonly restartCount?: number
}

function containersOf(pod: KubeObject): ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
}
