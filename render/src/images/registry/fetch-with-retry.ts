import { setTimeout as wait } from 'node:timers/promises'
import { RegistryError } from './registry-error.ts'
import type { RegistryOptions } from './registry-options.ts'

/** Answers after which the same question may be answered differently. */
const busy = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * `fetch`, tried again while the registry is busy or does not answer. Any other answer is returned as it is.
 *
 * @param body posted if there is one
 * @throws {RegistryError} `unreachable`, with the last cause, when all attempts are used up
 */
export async function fetchWithRetry(
  url: URL,
  headers: Readonly<Record<string, string>>,
  options: RegistryOptions,
  body?: string,
): Promise<Response> {
  const { attempts = 4, backoffMs = 500, maxBackoffMs = 30_000, timeoutMs = 20_000 } = options
  let last: { readonly text: string; readonly cause?: unknown } = { text: '' }
  for (let attempt = 1; attempt <= attempts; attempt++) {
    let retryAfterMs = 0
    try {
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        body,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!busy.has(response.status)) return response
      await response.body?.cancel()
      retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1000 || 0
      last = { text: `HTTP ${response.status}` }
    } catch (cause) {
      last = { text: causeOf(cause), cause }
    }
    const pause = Math.min(maxBackoffMs, Math.max(retryAfterMs, backoffMs * 2 ** (attempt - 1)))
    if (attempt < attempts) await wait(pause)
  }
  throw new RegistryError('unreachable', `${url.host} did not answer after ${attempts} attempts: ${last.text}`, {
    cause: last.cause,
  })
}

/** The innermost message: `fetch failed` hides the useful one. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? causeOf(error.cause) : error.message || error.name
}
