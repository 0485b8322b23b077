/** One line of the benchmark's table. */
export interface Measurement {
  readonly name: string
  /** Absent for lines that measure no time. */
  readonly medianMs?: number
  /** All runs, in the order in which they were made. */
  readonly runsMs?: readonly number[]
  /** `medianMs` divided by the median of what it is compared with, in the same run of the benchmark. */
  readonly ratio?: number
  /** What `ratio` or `value` is compared with. */
  readonly against?: string
  /** The result of a line that measures something else than time. */
  readonly value?: string
  /** The aim, in words, and whether it was reached. */
  readonly aim?: { readonly text: string; readonly reached: boolean }
}

export interface BenchContext {
  /** Root of the repository. */
  readonly root: string
  /** A folder for this suite alone, empty at first and ignored by Git. */
  readonly folder: string
  /** How often to measure. */
  readonly runs: number
  /** Says on stderr what is going on. */
  log(text: string): void
}

/** A set of measurements that belong together. */
export interface Suite {
  readonly name: string
  readonly title: string
  /** Says why it cannot run on this machine; null if it can. */
  readonly unavailable?: () => string | null | Promise<string | null>
  run(context: BenchContext): Promise<Measurement[]>
}
