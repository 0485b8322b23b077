import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface TimedRun {
  readonly ms: number
  /** Peak of resident memory in megabytes; only of Node processes. */
  readonly peakMB?: number
}

export interface TimedRunOptions {
  readonly cwd: string
  /** A folder for notes. */
  readonly folder: string
  /** Exit codes that count as success. @default 0 */
  readonly allowed?: readonly number[]
}

/** Runs a process from start to end. A Node process is asked for its memory when it ends. */
export async function timedRun(
  command: string,
  args: readonly string[],
  { cwd, folder, allowed = [0] }: TimedRunOptions,
): Promise<TimedRun> {
  const note = join(folder, `peak-${process.pid}`)
  const hook = join(folder, 'peak.mjs')
  writeFileSync(
    hook,
    `import { writeFileSync } from 'node:fs'\nprocess.on('exit', () => writeFileSync(${JSON.stringify(note)}, String(process.resourceUsage().maxRSS)))\n`,
  )
  const isNode = command === process.execPath
  const started = performance.now()
  const child = spawn(command, isNode ? ['--import', pathToFileURL(hook).href, ...args] : args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const [code] = await once(child, 'exit')
  const ms = performance.now() - started
  if (!allowed.includes(code))
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${errors.slice(-2000)}`)
  const peakMB = existsSync(note) ? Number(readFileSync(note, 'utf8')) / 1024 : undefined
  rmSync(note, { force: true })
  return { ms, ...(peakMB !== undefined && { peakMB }) }
}
