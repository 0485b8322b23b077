import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cacheDirectory, sha256Of } from '../charts/chart-archives.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { findDifferences } from './find-differences.ts'
import type { Helm } from './find-helm.ts'
import { chartUnstable } from './inflate-rules.ts'
import { InflateError } from './problem.ts'
import { type TemplateRequest, templateChart } from './template-chart.ts'

/** Part of the key of what is kept: counts up when the same request gives other objects. */
const format = 1

/** 771 days, 5 h, 7 min and 11 s: another year, month, day of the month and of the week, hour, minute and second. */
const clockShift = 771 * 86_400 + 5 * 3600 + 7 * 60 + 11

/** How many differences are named. */
const shown = 8

/**
 * Objects of a chart that are the same each time: rendered three times, at other local times and in other seconds, and
 * then kept in the user's cache, so that this is done once for each archive, values and version of Helm.
 *
 * @throws {InflateError} where the chart makes things up: a password, a certificate, a date
 */
export async function stableRendering(
  helm: Helm,
  request: TemplateRequest,
  sha256: string,
  env: NodeJS.ProcessEnv,
): Promise<KubeObject[]> {
  const { archive, ...decisive } = request
  const key = sha256Of(JSON.stringify([format, helm.version, sha256, decisive]))
  const file = join(cacheDirectory(env), 'inflated', `${key}.json`)
  const kept = read(file)
  if (kept) return kept
  const first = await templateChart(helm, request, { env })
  // Only now, because a busy machine may take longer to start Helm the first time than all of the other times.
  await nextSecond()
  const others = await Promise.all(
    [clockShift, -clockShift].map((shift) => templateChart(helm, request, { env, clockShift: shift })),
  )
  const different = [...new Set(others.flatMap((other) => findDifferences(first, other)))]
  if (different.length > 0) throw unstable(different)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(first))
  renameSync(`${file}.${process.pid}`, file)
  return first
}

/** Resolves when a count of seconds, which no time zone changes, is another one than at the call. */
async function nextSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000)
  for (const before = second(); second() === before; ) await wait(1000 - (Date.now() % 1000))
}

function read(file: string): KubeObject[] | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KubeObject[]
  } catch {
    // Missing or cut off: the chart is rendered again, with the same result.
    return undefined
  }
}

function unstable(different: readonly string[]): InflateError {
  const more = different.length > shown ? ` and ${different.length - shown} more` : ''
  return new InflateError([
    chartUnstable.problem(
      'values',
      `the chart renders something else each time: ${different.slice(0, shown).join('; ')}${more}`,
      'give what it makes up (passwords, certificates, dates) in the values, usually as the name of a Secret that exists: addSecretNeed()',
    ),
  ])
}
