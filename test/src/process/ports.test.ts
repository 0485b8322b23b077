import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { releasePorts, reservePorts } from './ports.ts'

it('never gives a port to two callers, nor one that is in use', async () => {
  const lists = await Promise.all(Array.from({ length: 10 }, () => reservePorts(5)))
  const ports = lists.flat()
  expect(new Set(ports).size).toBe(50)
  const server = createServer()
  const [first = 0] = ports
  await new Promise<void>((resolve) => server.listen(first, '127.0.0.1', resolve))
  releasePorts(ports)
  const again = await reservePorts(200)
  expect(again).not.toContain(first)
  releasePorts(again)
  server.close()
})
