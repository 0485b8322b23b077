import { setTimeout as sleep } from 'node:timers/promises'
import { FatalError } from './fatal-error.ts'

export interface UntilOptions {
  /** What is waited for, as it reads after "timed out waiting for". */
  readonly what: string
  /** Generous, so that it ends no wait because the machine is busy. @default 120000 */
  readonly timeoutMs?: number
  /** Between two looks. @default 50 */
  readonly intervalMs?: number
  /** Runs before each look; a throw ends the wait at once, e.g. because a process has died. */
  readonly guard?: () => void
  /** Adds to the failure report: events, log tails. A failure to make the report is reported, not thrown. */
  readonly report?: () => string | Promise<string>
}

/** What a look at the state of things found. */
export type Look<T> = { readonly done: T } | { readonly state: string }

/**
 * Looks until the look says done. A timeout throws with the last state seen, or the last error, and the report.
 *
 * A look that throws counts as not done yet: servers come and go while they start. Only a `FatalError` is thrown on.
 */
export async function until<T>(look: () => Look<T> | Promise<Look<T>>, options: UntilOptions): Promise<T> {
  const { what, timeoutMs = 120_000, intervalMs = 50, guard, report } = options
  const start = performance.now()
  let last = 'nothing was seen yet'
  for (;;) {
    guard?.()
    try {
      const seen = await look()
      if ('done' in seen) return seen.done
      last = seen.state
    } catch (error) {
      if (error instanceof FatalError) throw error
      last = `error: ${(error as Error).message}`
    }
    if (performance.now() - start > timeoutMs) throw new Error(await describeTimeout(what, timeoutMs, last, report))
    await sleep(intervalMs)
  }
}

async function describeTimeout(
  what: string,
  timeoutMs: number,
  last: string,
  report: UntilOptions['report'],
): Promise<string> {
  const details = await Promise.resolve()
    .then(() => report?.() ?? '')
    .catch((error: Error) => `(no report: ${error.message})`)
  return [`timed out after ${timeoutMs / 1000} s waiting for ${what}`, `last state: ${last}`, details]
    .filter(Boolean)
    .join('\n')
}
