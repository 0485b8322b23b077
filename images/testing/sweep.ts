import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runDocker } from './docker.ts'

/** Label of a container: the process that started it. */
export const ownerLabel = 'ainur.test.pid'

/** Start of the names of temporary directories; the id of the process that made one follows. */
export const directoryPrefix = 'ainur-configmap-'

/** Removes what runs left that were killed; what belongs to a process that still lives stays. Returns what went. */
export async function sweep(): Promise<string[]> {
  return [...(await sweepContainers()), ...sweepDirectories()]
}

async function sweepContainers(): Promise<string[]> {
  const format = `{{.ID}} {{.Label "${ownerLabel}"}}`
  const listed = await runDocker('ps', '--all', '--filter', `label=${ownerLabel}`, '--format', format)
  const left = listed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ') as [string, string])
    .filter(([, pid]) => !isAlive(Number(pid)))
    .map(([id]) => id)
  if (left.length > 0) await runDocker('rm', '--force', '--volumes', ...left)
  return left.map((id) => `container ${id}`)
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
