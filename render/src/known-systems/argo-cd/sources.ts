import { isRecord } from '@ainur/constructs/is-record'
import type { ChartSource } from '../../diff/reading/release-sources.ts'
import { asFilledText } from '../../model/shape.ts'

/** Sources of an Application, whose spec is at `prefix`. */
export function argoSources(spec: Record<string, unknown>, prefix: string): ChartSource[] {
  const isOne = !Array.isArray(spec.sources) || spec.sources.length === 0
  return sourcesIn(spec).flatMap((source, index) => {
    const repository = asFilledText(source.repoURL)
    if (!repository) return []
    const chart = asFilledText(source.chart)
    return [
      {
        repository,
        ...(chart && { chart }),
        folder: asFilledText(source.path) ?? asFilledText(source.ref) ?? '',
        revision: source.targetRevision,
        path: isOne ? `${prefix}.source.targetRevision` : `${prefix}.sources[${index}].targetRevision`,
        ...(!isOne && { position: index + 1 }),
      },
    ]
  })
}

/** What the spec of an Application fetches, also one inside an ApplicationSet. With `sources`, `source` counts for nothing. */
export function sourcesIn(spec: unknown): Record<string, unknown>[] {
  if (!isRecord(spec)) return []
  const several = Array.isArray(spec.sources) ? spec.sources.filter(isRecord) : []
  return several.length > 0 ? several : [spec.source].filter(isRecord)
}
