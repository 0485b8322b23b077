import { connect } from 'node:net'
import { until } from '../wait/until.ts'

/** Resolves when something on this machine accepts connections at a TCP port of 127.0.0.1. */
export async function waitForPort(port: number, options: { readonly what: string; readonly guard?: () => void }) {
  await until(
    async () => {
      await connectTo(port)
      return { done: true }
    },
    { intervalMs: 20, ...options },
  )
}

function connectTo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}
