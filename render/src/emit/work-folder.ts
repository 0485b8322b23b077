import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'

/**
 * Where a run prepares its changes: beside the clusters' folders, so that a rename can bring them there. It exists only
 * while a run writes, or after one was killed; Git never sees it, because it ignores itself.
 */
export class WorkFolder {
  readonly path: string
  readonly lockFile: string
  readonly #outDir: string
  readonly #fs: FileSystem
  #trashed = 0

  constructor(outDir: string, fs: FileSystem) {
    this.#outDir = outDir
    this.#fs = fs
    this.path = join(outDir, '.ainur')
    this.lockFile = join(this.path, 'lock')
  }

  get exists(): boolean {
    return existsSync(this.path)
  }

  live(cluster: string): string {
    return join(this.#outDir, cluster)
  }

  /** The tree being prepared. Complete once the live tree has been moved to `previous`. */
  next(cluster: string): string {
    return join(this.path, `${cluster}.next`)
  }

  /** The tree being replaced, where two directories cannot be swapped in one step. */
  previous(cluster: string): string {
    return join(this.path, `${cluster}.previous`)
  }

  create(): void {
    const make = (path: string) => ignoring(['EEXIST'], () => this.#fs.mkdir(path))
    make(this.#outDir)
    make(this.path)
    ignoring(['EEXIST'], () => this.#fs.writeFile(join(this.path, '.gitignore'), '*\n'))
  }

  /**
   * Finishes what a killed run began. Call it with the lock held.
   *
   * Only where directories cannot be swapped in one step is there anything to finish: the live tree gone, the previous
   * one set aside, and the next one, complete, not yet in its place.
   */
  recover(): void {
    for (const entry of readdirSync(this.path)) {
      const cluster = /^(.*)\.previous$/.exec(entry)?.[1]
      if (cluster === undefined || existsSync(this.live(cluster))) continue
      const next = this.next(cluster)
      this.#fs.rename(existsSync(next) ? next : this.previous(cluster), this.live(cluster))
    }
    this.clear()
  }

  /** Deletes everything but the lock. */
  clear(): void {
    for (const entry of readdirSync(this.path)) {
      if (entry !== 'lock' && entry !== '.gitignore') this.discard(join(this.path, entry))
    }
  }

  /**
   * Deletes a folder of the work folder, or a live tree.
   *
   * It is renamed first: a program that a killed run had started to swap directories then finds nothing to swap.
   */
  discard(path: string): void {
    const trash = join(this.path, `${process.pid}-${this.#trashed++}.trash`)
    if (ignoring(['ENOENT'], () => this.#fs.rename(path, trash))) remove(trash, this.#fs)
  }

  /** Leaves nothing but the lock, which goes last. Finishes or undoes a swap that failed half-way. */
  close(): void {
    this.recover()
    ignoring(['ENOENT'], () => this.#fs.unlink(join(this.path, '.gitignore')))
  }
}

function remove(path: string, fs: FileSystem): void {
  if (lstatSync(path).isDirectory()) {
    for (const entry of readdirSync(path)) remove(join(path, entry), fs)
    fs.rmdir(path)
  } else fs.unlink(path)
}

/** Runs `action`; errors with one of these codes count as success. */
export function ignoring(codes: readonly string[], action: () => void): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}
