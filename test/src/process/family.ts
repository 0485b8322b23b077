import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeScratchFolder, type ScratchFolder } from '../cleanup/scratch-folder.ts'
import { Child } from './child.ts'
import { releasePorts } from './ports.ts'
import { tail } from './tail.ts'

/** The processes of one cluster, their directory and their ports: they end together. */
export class Family {
  readonly directory: string
  private readonly scratch: ScratchFolder
  private readonly children = new Map<string, Child>()
  private readonly ending = new Set<string>()
  private readonly ports: number[] = []
  private ended = false

  constructor(name: string) {
    this.scratch = makeScratchFolder(name)
    this.directory = this.scratch.directory
  }

  /** Starts a program; its output goes to `<name>.log` in the directory. */
  start(name: string, command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Child {
    if (this.ended) throw new Error(`${name} cannot start: its cluster was ended`)
    const child = new Child({ name, command, args, env, scratch: this.scratch })
    this.children.set(name, child)
    return child
  }

  onEnd({ ports }: { readonly ports: readonly number[] }): void {
    this.ports.push(...ports)
  }

  /** A program whose end is no failure of the cluster. */
  mayEnd(name: string): void {
    this.ending.add(name)
  }

  /** Throws when one of the programs has ended that were to run as long as the cluster. */
  assertRunning(): void {
    for (const [name, child] of this.children) {
      if (!this.ending.has(name)) child.assertRunning()
    }
  }

  /** Process number of a program. */
  pid(name: string): number {
    const child = this.children.get(name)
    if (!child) throw new Error(`there is no ${name}; there are ${[...this.children.keys()].join(', ')}`)
    return child.pid
  }

  /** Last lines of a program's log, headed by the log's path. */
  tail(name: string, lines: number): string {
    const log = join(this.directory, `${name}.log`)
    return `${log}:\n${tail(log, lines, '  | ')}`
  }

  exportLogs(directory: string): void {
    for (const name of readdirSync(this.directory)) {
      if (name.endsWith('.log')) cpSync(join(this.directory, name), join(directory, name))
    }
  }

  /**
   * Kills everything at once and removes the directory. Nothing is shut down in order: all of it is thrown away, and
   * an API server that is asked politely waits for its clients.
   */
  async end(): Promise<void> {
    if (this.ended) return
    this.ended = true
    await Promise.all([...this.children.values()].map((child) => child.stop({ graceMs: 0 })))
    this.scratch.release()
    releasePorts(this.ports)
  }
}
