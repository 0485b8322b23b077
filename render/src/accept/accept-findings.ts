import { defineRule, describeObject, type Finding, ownObject, type Rule } from '@ainur/constructs/finding'
import type { AcceptEntry } from './accept-entry.ts'
import { matchesGlob } from './matches-glob.ts'
import { ACCEPT_FILE, type AcceptFile } from './read-accept.ts'

export const acceptExpired = defineRule('accept-expired', 'warning', {
  title: 'the day of an entry has passed, and what it accepted still holds',
  why: 'It was accepted for a time only.',
  remedy: 'Look at the finding again: fix it, or give the entry a later day and a reason that still holds.',
})

export const acceptUnused = defineRule('accept-unused', 'info', {
  title: 'an entry accepts nothing any more',
  why: 'It would accept the next finding of that kind by accident.',
  remedy: 'Remove the entry.',
})

export interface Accepted<F extends Finding> {
  readonly finding: F
  readonly entry: AcceptEntry
}

export interface AcceptResult<F extends Finding> {
  /** What nobody accepted. */
  readonly findings: readonly F[]
  readonly accepted: readonly Accepted<F>[]
  /** Findings about the file itself: entries that cannot be read, have expired or are unused. */
  readonly remarks: readonly Finding[]
}

export interface AcceptOptions {
  /** `2026-11-21`, in UTC. Handed in, so that rendering and diffing know no clock. */
  readonly today: string
  /** Whether a rule ran: only entries for these can be called unused. */
  readonly ran: (rule: string) => boolean
}

/** Takes out the findings that an entry of `accept.yaml` accepts, and says what is wrong with its entries. */
export function acceptFindings<F extends Finding>(
  findings: readonly F[],
  { entries, findings: invalid }: AcceptFile,
  { today, ran }: AcceptOptions,
): AcceptResult<F> {
  const used = new Set<AcceptEntry>()
  const expired = new Set<AcceptEntry>()
  const kept: F[] = []
  const accepted: Accepted<F>[] = []
  for (const finding of findings) {
    const matching = entries.filter((entry) => accepts(entry, finding))
    const valid = matching.find((entry) => entry.until >= today)
    for (const entry of matching) (entry.until >= today ? used : expired).add(entry)
    if (valid) accepted.push({ finding, entry: valid })
    else kept.push(finding)
  }
  const outdated = entries.flatMap((entry) => {
    if (!ran(entry.rule) || used.has(entry)) return []
    if (!expired.has(entry)) return [remark(acceptUnused, entry, 'accepts nothing any more')]
    return [remark(acceptExpired, entry, `held until ${entry.until}, and what it accepted is still there`)]
  })
  return { findings: kept, accepted, remarks: [...invalid, ...outdated] }
}

function accepts(entry: AcceptEntry, finding: Finding): boolean {
  return (
    entry.rule === finding.rule &&
    matchesGlob(entry.object, describeObject(finding.object)) &&
    (entry.path === undefined || matchesGlob(entry.path, finding.path))
  )
}

function remark(rule: Rule, { index, rule: accepted, object }: AcceptEntry, message: string): Finding {
  const told = `${ACCEPT_FILE}[${index}] (${accepted}, ${object}) ${message}`
  return rule.finding(ownObject('AcceptFile', ACCEPT_FILE), `[${index}]`, told)
}
