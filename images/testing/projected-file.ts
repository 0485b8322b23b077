import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directoryPrefix } from './sweep.ts'

/**
 * A directory that holds one file the way a kubelet mounts a ConfigMap: `ca.crt -> ..data/ca.crt`, where `..data` is a
 * link that is replaced in one step.
 */
export class ProjectedFile {
  readonly directory = mkdtempSync(join(tmpdir(), `${directoryPrefix}${process.pid}-`))
  readonly #name: string
  #version = 0

  constructor(name: string, content?: string) {
    this.#name = name
    // Containers read it as another user.
    chmodSync(this.directory, 0o755)
    symlinkSync(join('..data', name), join(this.directory, name))
    if (content !== undefined) this.write(content)
  }

  /** Replaces the content, as a kubelet does after the ConfigMap changed. */
  write(content: string): void {
    this.#version += 1
    const version = `..version_${this.#version}`
    mkdirSync(join(this.directory, version))
    writeFileSync(join(this.directory, version, this.#name), content, { mode: 0o644 })
    symlinkSync(version, join(this.directory, '..data_tmp'))
    renameSync(join(this.directory, '..data_tmp'), join(this.directory, '..data'))
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
