import { git } from './git.ts'

/** Reads blobs of a repository in one `git cat-file --batch`, and keeps those that were read. */
export class GitBlobs {
  readonly #root: string
  readonly #read = new Map<string, Buffer>()

  constructor(root: string) {
    this.#root = root
  }

  /** Reads many at once: one process instead of one per blob. */
  prefetch(ids: Iterable<string>): void {
    const wanted = [...new Set(ids)].filter((id) => !this.#read.has(id))
    if (wanted.length === 0) return
    const output = git(this.#root, ['cat-file', '--batch'], `${wanted.join('\n')}\n`)
    if (!output) throw new Error(`git cat-file --batch failed in ${this.#root}`)
    let at = 0
    for (const id of wanted) {
      const lineEnd = output.indexOf(10, at)
      const [, type, size] = output.toString('latin1', at, lineEnd).split(' ')
      if (type !== 'blob') throw new Error(`git has no blob ${id}; is the clone complete? Try: git fsck`)
      const start = lineEnd + 1
      this.#read.set(id, output.subarray(start, start + Number(size)))
      at = start + Number(size) + 1
    }
  }

  get(id: string): Buffer {
    this.prefetch([id])
    return this.#read.get(id) as Buffer
  }
}
