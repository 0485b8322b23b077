import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { until } from '../../test/src/wait/until.ts'
import { runDocker } from './docker.ts'

/** Label of a container: the process that started it. */
export const ownerLabel = 'ainur.test.pid'

/** Start of the names of temporary directories; the id of the process that made one follows. */
export const directoryPrefix = 'ainur-configmap-'

/**
 * Removes what runs left that were killed; what belongs to a process that still lives stays. Returns what went.
 *
 * @param label of the containers to look at
 */
export async function sweep(label = ownerLabel): Promise<string[]> {
  return [...(await sweepContainers(label)), ...sweepDirectories()]
}

async function sweepContainers(label: string): Promise<string[]> {
  const left = await abandonedContainers(label)
  if (left.length === 0) return []
  // Docker calls it an error when another run is removing the same one: what counts is that they go.
  const { stderr } = await execa('docker', ['rm', '--force', '--volumes', ...left], { reject: false })
  await until(
    async () => {
      const there = new Set(await abandonedContainers(label))
      const still = left.filter((id) => there.has(id))
      return still.length === 0 ? { done: true } : { state: still.join(', ') }
    },
    { what: 'the containers of killed runs to go', report: () => stderr },
  )
  return left.map((id) => `container ${id}`)
}

/** Containers whose process is gone. */
async function abandonedContainers(label: string): Promise<string[]> {
  const format = `{{.ID}} {{.Label "${label}"}}`
  const listed = await runDocker('ps', '--all', '--filter', `label=${label}`, '--format', format)
  return listed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ') as [string, string])
    .filter(([, pid]) => !isAlive(Number(pid)))
    .map(([id]) => id)
}

function sweepDirectories(): string[] {
  const left = readdirSync(tmpdir())
    .filter((name) => name.startsWith(directoryPrefix))
    .filter((name) => !isAlive(Number.parseInt(name.slice(directoryPrefix.length), 10)))
    .map((name) => join(tmpdir(), name))
  for (const directory of left) rmSync(directory, { recursive: true, force: true })
  return left
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
