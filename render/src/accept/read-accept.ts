import { defineRule, type Finding, ownObject } from '@ainur/constructs/finding'
import { CORE_SCHEMA, load } from 'js-yaml'
import type { AcceptEntry } from './accept-entry.ts'

export const acceptInvalid = defineRule('accept-invalid', 'error', {
  title: 'an entry cannot be read',
  why: 'It accepts nothing.',
  remedy: 'Write each entry as {rule, object, path (optional), reason, until: YYYY-MM-DD}.',
})

export const ACCEPT_FILE = 'accept.yaml'
const fields = ['rule', 'object', 'path', 'reason', 'until']

export interface AcceptFile {
  readonly entries: readonly AcceptEntry[]
  /** What is wrong with the file itself. */
  readonly findings: readonly Finding[]
}

/** Reads `accept.yaml`. Entries that are wrong accept nothing and are findings themselves; the rest hold. */
export function readAccept(text: string | undefined): AcceptFile {
  if (text === undefined) return { entries: [], findings: [] }
  let value: unknown
  try {
    // The core schema knows no dates: `until` stays what was written.
    value = load(text, { schema: CORE_SCHEMA }) ?? []
  } catch (error) {
    return { entries: [], findings: [invalid('', `not readable as YAML: ${(error as Error).message.split('\n')[0]}`)] }
  }
  if (!Array.isArray(value)) return { entries: [], findings: [invalid('', 'the file is not a list')] }
  const entries: AcceptEntry[] = []
  const findings: Finding[] = []
  for (const [index, item] of value.entries()) {
    const problems = problemsOf(item)
    if (problems.length === 0) entries.push({ ...(item as Omit<AcceptEntry, 'index'>), index })
    else findings.push(invalid(`[${index}]`, problems.join('; ')))
  }
  return { entries, findings }
}

function problemsOf(item: unknown): string[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return ['an entry is a map']
  const entry = item as Record<string, unknown>
  const problems: string[] = []
  for (const field of Object.keys(entry))
    if (!fields.includes(field)) problems.push(`unknown field "${field}" (known: ${fields.join(', ')})`)
  for (const field of ['rule', 'object', 'reason', 'until']) {
    if (typeof entry[field] !== 'string' || entry[field].trim() === '') problems.push(`${field} is missing or not text`)
  }
  if (entry.path !== undefined && typeof entry.path !== 'string') problems.push('path is not text')
  if (typeof entry.until === 'string' && !isDay(entry.until))
    problems.push(`until "${entry.until}" is not a day such as 2027-01-31`)
  return problems
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function invalid(path: string, message: string): Finding {
  return acceptInvalid.finding(ownObject('AcceptFile', ACCEPT_FILE), path, `${ACCEPT_FILE}${path}: ${message}`)
}
