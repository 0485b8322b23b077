import picocolors from 'picocolors'
import { optionsTakenByNpm } from './npm-options.ts'

/** Where a command reads from and writes to: the process, or a test. */
export interface Io {
  /** The result, and nothing else. */
  stdout(text: string): void
  /** Progress, logs, summaries beside a JSON result. */
  stderr(text: string): void
  /** Whether colour is wanted on stdout and stderr. `NO_COLOR` turns it off. */
  readonly colors: { readonly stdout: boolean; readonly stderr: boolean }
  /** Columns of the terminal. @default 100 where there is none */
  readonly columns: number
  /** Where relative paths of the command line start. */
  readonly cwd: string
  /** Root of the repository, with `apps/`, `dist/` and `images.lock.json`. */
  readonly root: string
  /** Day in UTC, `2026-11-21`: entries of `accept.yaml` expire. */
  readonly today: string
  /** Options that npm took for its own, because `--` is missing before them. @default none */
  readonly npmOptions?: ReadonlySet<string>
}

/** The process's own streams. Colour only for a person at a terminal. */
export function processIo(root: string): Io {
  const wanted = picocolors.isColorSupported && !process.env.NO_COLOR
  const forced = Boolean(process.env.FORCE_COLOR) && wanted
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    colors: {
      stdout: forced || (wanted && process.stdout.isTTY === true),
      stderr: forced || (wanted && process.stderr.isTTY === true),
    },
    columns: process.stdout.columns ?? process.stderr.columns ?? 100,
    cwd: process.cwd(),
    root,
    today: new Date().toISOString().slice(0, 10),
    npmOptions: optionsTakenByNpm(process.env),
  }
}
