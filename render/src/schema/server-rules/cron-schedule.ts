import { formats } from '../validate/formats.ts'

interface Field {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly words?: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const fields: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: ['', ...months] },
  { name: 'day of the week', from: 0, to: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
]

const words = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']

/**
 * What is wrong with the schedule of a CronJob, by the parser that Kubernetes uses; nothing if it is fine. Sunday is 0
 * only, not 7.
 *
 * @see https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'a time zone goes into timeZone'
  const text = schedule.trim()
  if (text.startsWith('@')) {
    const every = /^@every (.+)$/.exec(schedule)?.[1]
    const known = every === undefined ? words.includes(schedule) : formats.duration?.(every) === undefined
    return known ? undefined : 'only five cron fields or a word such as "@daily" are allowed'
  }
  const parts = text.split(/\s+/)
  if (parts.length !== fields.length) return 'only five cron fields or a word such as "@daily" are allowed'
  for (const [index, field] of fields.entries()) {
    for (const range of (parts[index] ?? '').split(',').filter(Boolean)) {
      const problem = rangeProblem(range, field)
      if (problem) return problem
    }
  }
  return undefined
}

function rangeProblem(range: string, field: Field): string | undefined {
  const { name, from, to } = field
  const wrong = `"${range}" is not a legal ${name}: only ${from} to ${to} is allowed`
  const [span = '', step, ...more] = range.split('/')
  const [low = '', high, ...rest] = span.split('-')
  if (more.length > 0 || (step !== undefined && !(digits(step) > 0))) return wrong
  if (low === '*' || low === '?') return undefined
  const start = numberOf(low, field)
  const end = high === undefined ? (step === undefined ? start : to) : numberOf(high, field)
  const fits = rest.length === 0 && start >= from && end <= to && start <= end
  return fits ? undefined : wrong
}

function numberOf(text: string, { words: names = [] }: Field): number {
  const position = text === '' ? -1 : names.indexOf(text.toLowerCase())
  return position >= 0 ? position : digits(text)
}

function digits(text: string): number {
  return /^\+?\d+$/.test(text) ? Number(text) : Number.NaN
}
