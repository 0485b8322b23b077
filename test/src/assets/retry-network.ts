import { setTimeout as sleep } from 'node:timers/promises'

/** What Go says when a proxy or the way to it failed, rather than when a module is not there. */
const transient =
  /dial tcp|connection (reset|refused)|i\/o timeout|(handshake|awaiting headers|read) timeout|unexpected EOF|\b(429|50[0234])\b/i

export interface RetryNetworkOptions {
  /** Attempts in all. @default 3 */
  readonly attempts?: number
  /** Before the second attempt; each later one waits twice as long. @default 5000 */
  readonly waitMs?: number
  /** Told before each further attempt. */
  readonly onRetry?: (message: string) => void
}

/** Tries again what failed because of the network. Anything else fails at once, and the last failure is thrown as it is. */
export async function retryNetwork<T>(
  work: () => Promise<T>,
  { attempts = 3, waitMs = 5000, onRetry = () => {} }: RetryNetworkOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const { message } = error as Error
      if (attempt >= attempts || !transient.test(message)) throw error
      onRetry(`${message.trimEnd().split('\n').at(-1)?.trim()}; trying again`)
      await sleep(waitMs * 2 ** (attempt - 1))
    }
  }
}
