/** Why a release cannot be inflated, or is not what it was declared to be. */
export interface Problem {
  readonly rule:
    | 'helm-missing'
    | 'chart-unpinned'
    | 'chart-altered'
    | 'chart-missing'
    | 'chart-render-failed'
    | 'chart-unstable'
    | 'chart-hook-undecided'
    | 'chart-hook-unknown'
    | 'chart-declaration'
  readonly message: string
  readonly remedy: string
  /** Part of the release that it is about: `values`, `hooks`. @default the release as a whole */
  readonly path?: string
}

/** A release cannot be inflated. */
export class InflateError extends Error {
  override readonly name = 'InflateError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map(({ message }) => message).join('; '), options)
    this.problems = problems
  }
}

/** Problems that `error` tells; anything else is a defect, and thrown on. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof InflateError) return error.problems
  throw error
}
