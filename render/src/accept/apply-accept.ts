import { describeObject, type Finding, ownObject } from '@ainur/constructs/finding'
import type { AcceptEntry } from './accept-entry.ts'
import { matchesGlob } from './matches-glob.ts'
import { ACCEPT_FILE } from './read-accept.ts'

export interface Accepted<F extends Finding> {
  readonly finding: F
  readonly entry: AcceptEntry
}

export interface AcceptResult<F extends Finding> {
  /** Findings that nobody accepted, then what is to be said about the entries. */
  readonly findings: readonly (F | Finding)[]
  readonly accepted: readonly Accepted<F>[]
}

export interface AcceptOptions {
  /** `2026-11-21`, in UTC. Handed in, so that rendering and diffing know no clock. */
  readonly today: string
  /** Rules that ran: only entries for these can be called unused. */
  readonly rules: ReadonlySet<string>
}

/** Takes out the findings that an entry accepts, and reports entries that expired or that nothing needs any more. */
export function applyAccept<F extends Finding>(
  findings: readonly F[],
  entries: readonly AcceptEntry[],
  options: AcceptOptions,
): AcceptResult<F> {
  const used = new Set<AcceptEntry>()
  const expired = new Set<AcceptEntry>()
  const kept: F[] = []
  const accepted: Accepted<F>[] = []
  for (const finding of findings) {
    const matching = entries.filter((entry) => accepts(entry, finding))
    const valid = matching.find((entry) => entry.until >= options.today)
    for (const entry of matching) (entry.until >= options.today ? used : expired).add(entry)
    if (valid) accepted.push({ finding, entry: valid })
    else kept.push(finding)
  }
  const remarks = entries.flatMap((entry) => {
    if (!options.rules.has(entry.rule) || used.has(entry)) return []
    if (expired.has(entry))
      return [
        remark(
          'accept-expired',
          'warning',
          entry,
          `held until ${entry.until}, and what it accepted is still there`,
          'Look at the finding again: fix it, or give the entry a later day and a reason that still holds.',
        ),
      ]
    return [remark('accept-unused', 'info', entry, 'accepts nothing any more', 'Remove the entry.')]
  })
  return { findings: [...kept, ...remarks], accepted }
}

function accepts(entry: AcceptEntry, finding: Finding): boolean {
  return (
    entry.rule === finding.rule &&
    matchesGlob(entry.object, describeObject(finding.object)) &&
    (entry.path === undefined || matchesGlob(entry.path, finding.path))
  )
}

function remark(
  rule: string,
  severity: Finding['severity'],
  entry: AcceptEntry,
  message: string,
  remedy: string,
): Finding {
  return {
    rule,
    severity,
    object: ownObject('AcceptFile', ACCEPT_FILE),
    path: `[${entry.index}]`,
    message: `${ACCEPT_FILE}[${entry.index}] (${entry.rule}, ${entry.object}) ${message}`,
    remedy,
  }
}
