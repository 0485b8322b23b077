import { type App, isRecord, type UpstreamRelease } from '@ainur/constructs'
import type { Workload } from '../../pods/workload.ts'

/**
 * Tells a chart where the pods of one of its workloads may run: in its values, and in what is declared of them, which
 * the plan and the checks read.
 *
 * @param path of the values that have an `affinity`, with dots; empty for the top.
 */
export function writeIntoValues(
  app: App,
  { ref, release: name }: Workload,
  path: string,
  affinity: Record<string, unknown>,
): void {
  const index = app.releases.findIndex((release) => release.name === name)
  const release = app.releases[index]
  if (release?.source.type !== 'chart') return
  const keys = [...path.split('.').filter(Boolean), 'affinity']
  const workloads = release.contents.workloads.map((workload) =>
    workload.kind === ref.kind && workload.namespace === ref.namespace && workload.name === ref.name
      ? { ...workload, podSpec: { ...workload.podSpec, affinity } }
      : workload,
  )
  const placed: UpstreamRelease = {
    ...release,
    source: { ...release.source, values: withValue(release.source.values ?? {}, keys, affinity) },
    contents: { ...release.contents, workloads },
  }
  app.releases.splice(index, 1, placed)
}

function withValue(values: Record<string, unknown>, keys: readonly string[], value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = keys
  if (rest.length === 0) return { ...values, [key]: value }
  const below = values[key]
  return { ...values, [key]: withValue(isRecord(below) ? below : {}, rest, value) }
}
