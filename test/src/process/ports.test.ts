import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { scratchRoot } from '../cleanup/scratch-root.ts'
import { releasePorts, reservePorts, sweepPorts } from './ports.ts'

const scratch: string[] = []
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true })
})

it('never gives a port to two callers, nor one that is in use', async () => {
  const lists = await Promise.all(Array.from({ length: 10 }, () => reservePorts(5)))
  const ports = lists.flat()
  expect(new Set(ports).size).toBe(50)
  const server = createServer()
  const [first = 0] = ports
  await new Promise<void>((resolve) => server.listen(first, '127.0.0.1', resolve))
  releasePorts(ports)
  // The search begins at the port that is in use.
  vi.spyOn(Math, 'random').mockReturnValue((first - 20_000) / 10_000)
  const again = await reservePorts(5)
  expect(again).toHaveLength(5)
  expect(again).not.toContain(first)
  releasePorts(again)
  server.close()
})

it('takes back what processes reserved that are gone, and nothing that is being written', async () => {
  scratch.push(mkdtempSync(join(tmpdir(), 'ainur-ports-')))
  vi.stubEnv('TMPDIR', scratch[0] as string)
  const [own = 0] = await reservePorts(1)
  const folder = join(scratchRoot(), 'ports')
  writeFileSync(join(folder, '1'), JSON.stringify({ pid: process.pid, startedAt: 'before the machine was started' }))
  writeFileSync(join(folder, '2'), '')
  await Promise.all([sweepPorts(), sweepPorts()])
  expect(readdirSync(folder).sort()).toEqual(['2', String(own)].sort())
  releasePorts([own])
  expect(existsSync(join(folder, String(own)))).toBe(false)
})
