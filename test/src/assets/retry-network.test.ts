import { describe, expect, it } from 'vitest'
import { retryNetwork } from './retry-network.ts'

/** Fails with these messages, one after the other, and then succeeds. */
function failing(...messages: string[]) {
  let calls = 0
  return async () => {
    const message = messages[calls++]
    if (message !== undefined) throw new Error(message)
    return calls
  }
}

describe('retryNetwork', () => {
  it.each([
    'go list of etcd exited with code 1\n  | Get "https://proxy.example/x.zip": dial tcp 192.0.2.1:443: i/o timeout',
    'reading https://proxy.example/x.zip: 502 Bad Gateway',
    'read tcp 192.0.2.1:443: connection reset by peer',
    'net/http: TLS handshake timeout',
    'unexpected EOF',
  ])('tries again after: %s', async (message) => {
    const told: string[] = []
    const options = { waitMs: 1, onRetry: (text: string) => told.push(text) }
    expect(await retryNetwork(failing(message, message), options)).toBe(3)
    expect(told).toHaveLength(2)
  })

  it.each([
    'missing go.sum entry for module providing package example.com/x',
    'reading https://proxy.example/x.zip: 404 Not Found',
    'syntax error: non-declaration statement outside function body',
  ])('fails at once after: %s', async (message) => {
    await expect(retryNetwork(failing(message), { waitMs: 1 })).rejects.toThrow(message)
  })

  it('gives up in the end, with the last failure', async () => {
    const work = failing('1: unexpected EOF', '2: unexpected EOF', '3: unexpected EOF')
    await expect(retryNetwork(work, { waitMs: 1 })).rejects.toThrow('3: unexpected EOF')
  })
})
