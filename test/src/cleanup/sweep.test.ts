import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { until } from '../wait/until.ts'
import { killGroup } from './kill.ts'
import { identify } from './process-identity.ts'
import { sweep } from './sweep.ts'

const script = fileURLToPath(new URL('testing/hold-scratch-folder.ts', import.meta.url))

/** Starts a run that holds a scratch folder with two processes, and tells what it holds. */
async function startRun(): Promise<{ directory: string; pids: number[]; kill: () => Promise<void> }> {
  const run = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve) => run.stdout.once('data', (data) => resolve(String(data))))
  const ended = new Promise<void>((resolve) => run.once('exit', () => resolve()))
  const kill = () => {
    run.kill('SIGKILL')
    return ended
  }
  return { ...JSON.parse(line), kill }
}

const gone = (pids: readonly number[]) =>
  until(() => (pids.some((pid) => identify(pid)) ? { state: `${pids}` } : { done: true }), { what: 'them to end' })

describe('sweep', () => {
  let run: Awaited<ReturnType<typeof startRun>>
  // Not the root of real clusters: each one that starts sweeps that, and may come first.
  let scratch: string
  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'ainur-sweep-'))
    vi.stubEnv('TMPDIR', scratch)
    run = await startRun()
  })
  afterEach(async () => {
    await run.kill()
    sweep()
    vi.unstubAllEnvs()
    rmSync(scratch, { recursive: true })
  })

  it('ends the processes and removes the directory of a run that was killed, also of what left its group', async () => {
    await run.kill()
    expect(run.pids.map((pid) => identify(pid) !== undefined)).toEqual([true, true])
    expect(sweep()).toEqual([run.directory])
    await gone(run.pids)
    expect(existsSync(run.directory)).toBe(false)
  })

  it('leaves a run alone that is still going on', () => {
    expect(sweep()).toEqual([])
    expect(run.pids.map((pid) => identify(pid) !== undefined)).toEqual([true, true])
    expect(existsSync(run.directory)).toBe(true)
  })
})

describe('killGroup', () => {
  it('does not take a later process with the same number for the one it was told about', () => {
    const sleeper = spawn('sleep', ['100'], { detached: true })
    const identity = identify(sleeper.pid ?? 0)
    killGroup({ pid: sleeper.pid ?? 0, startedAt: 'earlier' })
    expect(identify(sleeper.pid ?? 0)).toEqual(identity)
    sleeper.kill('SIGKILL')
  })
})
