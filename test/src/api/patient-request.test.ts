import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { patientRequest } from './patient-request.ts'

interface Answer {
  readonly status: number
  readonly retryAfter?: string
}

let server: Server | undefined
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))))

/** Address of a server that gives these answers, and the last one for ever; and how often it was asked. */
async function answering(...answers: Answer[]) {
  const asked: (string | undefined)[] = []
  server = createServer((request, response) => {
    const { status, retryAfter } = answers[Math.min(asked.length, answers.length - 1)] as Answer
    asked.push(request.method)
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(`${asked.length}`)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked }
}

describe('patientRequest', () => {
  it('asks again as long as the server says when to', async () => {
    const { url } = await answering({ status: 429, retryAfter: '0' }, { status: 503, retryAfter: '0' }, { status: 200 })
    expect(await patientRequest(url, { method: 'PATCH', body: 'x' })).toMatchObject({ status: 200, body: '3' })
  })

  it.each([
    ['a refusal', { status: 409, retryAfter: '0' }],
    ['an error without a time', { status: 500 }],
    ['a refused eviction, which names no time', { status: 429 }],
  ])('takes %s for the answer', async (_, answer) => {
    const { url, asked } = await answering(answer)
    expect((await patientRequest(url)).status).toBe(answer.status)
    expect(asked).toHaveLength(1)
  })

  it('gives up in the end', async () => {
    const { url, asked } = await answering({ status: 429, retryAfter: '0' })
    expect((await patientRequest(url)).status).toBe(429)
    expect(asked).toHaveLength(11)
  })
})
