import { table } from '../src/summary/text-layout.ts'
import type { Measurement, Suite } from './suite.ts'

export interface SuiteResult {
  readonly suite: string
  readonly title: string
  readonly measurements: readonly Measurement[]
  /** Why it did not run. */
  readonly skipped?: string
}

/** The result of a suite that ran, or did not. */
export function resultOf({ name, title }: Suite, outcome: Measurement[] | string): SuiteResult {
  return typeof outcome === 'string'
    ? { suite: name, title, measurements: [], skipped: outcome }
    : { suite: name, title, measurements: outcome }
}

/** A table per suite. */
export function benchTable(results: readonly SuiteResult[]): string {
  return results
    .flatMap(({ title, measurements, skipped }) => [
      title,
      ...(skipped ? [`  not run: ${skipped}`] : []),
      ...table(measurements.map(cells), [1, 2]).map((line) => `  ${line}`),
      '',
    ])
    .join('\n')
}

function cells({ name, medianMs, ratio, against, value, aim }: Measurement): string[] {
  return [
    name,
    medianMs === undefined ? (value ?? '') : `${Math.round(medianMs)} ms`,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    [against && `of ${against}`, aim && `aim ${aim.text}: ${aim.reached ? 'reached' : 'MISSED'}`]
      .filter(Boolean)
      .join(', '),
  ]
}
