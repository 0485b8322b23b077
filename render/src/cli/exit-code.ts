/** What the `ainur` command tells its caller. */
export const ExitCode = {
  ok: 0,
  /** Findings with severity error, or a stale tree with `--check`. */
  failed: 1,
  /** Refused, or used wrongly. Nothing was written. */
  refused: 2,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
