import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'

/**
 * A bare repository that is served by its path, with a working copy to push from. Lives in `directory` and takes
 * nothing from the user's own Git configuration.
 */
export class GitRepository {
  /** What an Application names as `repoURL`. */
  readonly url: string
  /** Working copy. */
  readonly work: string
  private readonly directory: string

  constructor(directory: string) {
    this.directory = directory
    this.work = join(directory, 'work')
    const bare = join(directory, 'repository.git')
    this.url = `file://${bare}`
    mkdirSync(directory, { recursive: true })
    this.git(directory, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
    this.git(directory, 'clone', '--quiet', bare, this.work)
    this.git(this.work, 'symbolic-ref', 'HEAD', 'refs/heads/main')
  }

  /** Copies a directory's content into the working copy, below `path`. */
  copy(source: string, path: string): void {
    cpSync(source, join(this.work, path), { recursive: true })
  }

  /** Writes one object, or text as it is. */
  write(path: string, content: object | string): void {
    const file = join(this.work, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : stringify(content))
  }

  remove(path: string): void {
    rmSync(join(this.work, path), { recursive: true })
  }

  /** Commits and pushes everything; returns the new revision. */
  push(message: string): string {
    this.git(this.work, 'add', '--all')
    this.git(this.work, 'commit', '--quiet', `--message=${message}`)
    this.git(this.work, 'push', '--quiet', 'origin', 'main')
    return this.git(this.work, 'rev-parse', 'HEAD')
  }

  private git(cwd: string, ...args: string[]): string {
    const identity = { NAME: 'test', EMAIL: 'test@example.com' }
    const env = {
      PATH: process.env.PATH,
      HOME: this.directory,
      GIT_CONFIG_NOSYSTEM: '1',
      ...Object.fromEntries(
        Object.entries(identity).flatMap(([key, value]) => [
          [`GIT_AUTHOR_${key}`, value],
          [`GIT_COMMITTER_${key}`, value],
        ]),
      ),
    }
    return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  }
}
