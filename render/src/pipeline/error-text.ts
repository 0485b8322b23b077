import { inspect } from 'node:util'

/** What an error says, and what led to it: its causes, and the errors that it stands for. */
export function errorText(error: unknown, above: readonly unknown[] = []): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : inspect(error, { breakLength: Infinity })
  const seen = [...above, error]
  const text = (inner: unknown) => errorText(inner, seen)
  const parts = error instanceof AggregateError ? error.errors.filter((inner) => !seen.includes(inner)).map(text) : []
  const said = error.message || `${error.name} without a message`
  const whole = parts.length > 0 ? `${said} (${parts.join('; ')})` : said
  const { cause } = error
  return cause === undefined || seen.includes(cause) ? whole : `${whole}, because: ${text(cause)}`
}
