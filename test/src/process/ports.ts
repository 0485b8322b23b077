import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { withLock } from '@ainur/render/with-lock'
import { isAbandoned, reserve } from '../cleanup/reservation.ts'
import { scratchRoot } from '../cleanup/scratch-root.ts'

/**
 * Ports are taken from below the range that the kernel hands to outgoing connections (32768 up on Linux, 49152 up on
 * macOS): a port from inside it can be taken between the moment it was found free and the moment its server binds.
 */
const first = 20_000
const count = 10_000

const held = new Set<number>()
let hooked = false

/** Finds `wanted` free TCP ports on 127.0.0.1 and reserves them against other runs until `releasePorts`. */
export async function reservePorts(wanted: number): Promise<number[]> {
  const found: number[] = []
  const start = Math.floor(Math.random() * count)
  for (let step = 0; step < count && found.length < wanted; step++) {
    const port = first + ((start + step) % count)
    if (!take(port)) continue
    if (await isFree(port)) found.push(port)
    else releasePorts([port])
  }
  if (found.length < wanted) {
    releasePorts(found)
    throw new Error(
      `only ${found.length} of ${wanted} ports are free on 127.0.0.1 between ${first} and ${first + count}`,
    )
  }
  return found
}

/** Gives ports back. */
export function releasePorts(ports: readonly number[]): void {
  for (const port of ports) {
    held.delete(port)
    rmSync(reservation(port), { force: true })
  }
}

/**
 * Removes the reservations of processes that are gone. One run at a time: a slower one would take a reservation for
 * abandoned that the faster one had removed, and that a third has made anew.
 */
export async function sweepPorts(): Promise<void> {
  await withLock(`${folder()}.lock`, async () => {
    const abandoned = readdirSync(folder())
      .map(Number)
      .filter((port) => isAbandoned(reservation(port)))
    releasePorts(abandoned)
  })
}

function folder(): string {
  const path = join(scratchRoot(), 'ports')
  mkdirSync(path, { recursive: true })
  return path
}

function reservation(port: number): string {
  return join(folder(), String(port))
}

function take(port: number): boolean {
  if (!reserve(reservation(port))) return false
  held.add(port)
  releaseOnExit()
  return true
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

function releaseOnExit(): void {
  if (hooked) return
  hooked = true
  process.on('exit', () => releasePorts([...held]))
}
