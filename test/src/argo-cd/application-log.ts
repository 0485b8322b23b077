import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'

/** One thing that a watch on Applications saw, in the order in which the API server did it. */
export interface ApplicationEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly name: string
  readonly sync: string
  readonly health: string
  readonly phase: string
  readonly operationStartedAt: string
  /** Milliseconds since the log was started. */
  readonly atMs: number
}

/** Everything that happens to Applications, from one watch: the only record with a total order. */
export class ApplicationLog {
  readonly events: ApplicationEvent[] = []
  private readonly startedAt = performance.now()
  private readonly abort = new AbortController()
  private ended: Promise<void> = Promise.resolve()

  static async start(api: KubeApi): Promise<ApplicationLog> {
    const log = new ApplicationLog()
    const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications'
    const { metadata } = await api.get<{ metadata: { resourceVersion: string } }>(path)
    log.ended = api
      .watch(path, metadata.resourceVersion, (event) => log.note(event.type, event.object), log.abort.signal)
      .catch((error) => {
        if (!log.abort.signal.aborted) throw error
      })
    return log
  }

  /** Position of the first event that matches, or -1. */
  first(name: string, matches: Partial<Omit<ApplicationEvent, 'name'>>): number {
    return this.events.findIndex(
      (event) =>
        event.name === name &&
        Object.entries(matches).every(([key, value]) => event[key as keyof ApplicationEvent] === value),
    )
  }

  async stop(): Promise<void> {
    this.abort.abort()
    await this.ended
  }

  /** The events as lines, for failure messages. Repetitions are left out. */
  toString(): string {
    const last = new Map<string, string>()
    const changes = this.events.filter(({ type, name, sync, health, phase }) => {
      const state = `${type} ${sync} ${health} ${phase}`
      const changed = last.get(name) !== state
      last.set(name, state)
      return changed
    })
    return changes
      .map(({ atMs, type, name, sync, health, phase }) => `${atMs} ms ${type} ${name} ${sync}/${health}/${phase}`)
      .join('\n')
  }

  private note(type: string, { metadata, status }: KubeObject): void {
    if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') return
    this.events.push({
      type,
      name: metadata.name,
      sync: status?.sync?.status ?? '',
      health: status?.health?.status ?? '',
      phase: status?.operationState?.phase ?? '',
      atMs: Math.round(performance.now() - this.startedAt),
      operationStartedAt: status?.operationState?.startedAt ?? '',
    })
  }
}
