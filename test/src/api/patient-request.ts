import type http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type HttpAnswer, type HttpRequest, httpRequest } from './http.ts'

/** Retries, as many as Kubernetes' own clients make. @see https://github.com/kubernetes/client-go/blob/v0.36.0/rest/request.go */
const maxRetries = 10

/**
 * Like `httpRequest`, but repeats a request when the server asks for it: a kind whose CustomResourceDefinition is new
 * answers "storage is (re)initializing" for some moments, and a busy API server asks for patience.
 */
export async function patientRequest(url: string, options: HttpRequest = {}): Promise<HttpAnswer> {
  return patiently(() => httpRequest(url, options))
}

/** Repeats `send` until an answer does not ask for another try, or 10 times. */
export async function patiently(send: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  for (let retries = 0; ; retries++) {
    const answer = await send()
    const waitMs = retryAfterMs(answer)
    if (waitMs === undefined || retries === maxRetries) return answer
    await sleep(waitMs)
  }
}

function retryAfterMs({ status, headers }: { readonly status: number; readonly headers: http.IncomingHttpHeaders }) {
  const seconds = headers['retry-after']
  if ((status !== 429 && status < 500) || !seconds || !/^\d+$/.test(seconds)) return undefined
  return Number(seconds) * 1000
}
