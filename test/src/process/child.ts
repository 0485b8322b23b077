import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { kill, scratchVariable } from '../cleanup/kill.ts'
import type { ScratchFolder } from '../cleanup/scratch-folder.ts'
import { FatalError } from '../wait/fatal-error.ts'
import { tail } from './tail.ts'

export interface ChildOptions {
  /** Name in messages; also `<name>.log` in the scratch folder. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Added to PATH and HOME; nothing else of the caller's environment is passed on. */
  readonly env?: Readonly<Record<string, string>>
  /** Whose directory holds the log, and which ends it at the latest. */
  readonly scratch: ScratchFolder
}

/** A long-running program: started at once, logged to a file, ended with its scratch folder. */
export class Child {
  readonly name: string
  readonly log: string
  readonly pid: number
  private readonly process: ChildProcess
  private readonly command: string
  private readonly exited: Promise<void>
  private outcome: string | undefined

  constructor({ name, command, args, env = {}, scratch }: ChildOptions) {
    this.name = name
    this.command = [basename(command), ...args].join(' ')
    this.log = join(scratch.directory, `${name}.log`)
    const output = openSync(this.log, 'a')
    this.process = spawn(command, args, {
      // Its own group: Ctrl-C in a terminal reaches only us, and we end the parts in the right order.
      detached: true,
      stdio: ['ignore', output, output],
      cwd: scratch.directory,
      env: { PATH: process.env.PATH ?? '', HOME: scratch.directory, [scratchVariable]: scratch.directory, ...env },
    })
    closeSync(output)
    this.pid = this.process.pid ?? 0
    if (this.pid) scratch.adopt(this.pid)
    this.exited = new Promise((resolve) => {
      const end = (outcome: string) => {
        this.outcome = outcome
        resolve()
      }
      this.process.once('error', (error) => end(`could not be started: ${error.message}`))
      this.process.once('exit', (code, signal) => end(signal ? `was ended by ${signal}` : `exited with code ${code}`))
    })
  }

  get running(): boolean {
    return this.outcome === undefined
  }

  /** Throws when the program has ended, with its command, its last lines and where the whole log is. */
  assertRunning(): void {
    if (this.outcome === undefined) return
    throw new FatalError(
      `${this.name} ${this.outcome}\n  command: ${this.command}\n  log: ${this.log}\n${tail(this.log, 15, '  | ')}`,
    )
  }

  /** Sends SIGTERM, and SIGKILL to what is left of its process group after `graceMs`. */
  async stop({ graceMs = 10_000 }: { readonly graceMs?: number } = {}): Promise<void> {
    if (this.running && graceMs > 0) {
      this.process.kill('SIGTERM')
      await Promise.race([this.exited, sleep(graceMs, undefined, { ref: false })])
    }
    if (this.pid) kill(-this.pid)
    await this.exited
  }
}
