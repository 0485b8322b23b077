import type { Problem } from '@ainur/constructs/finding'

/** A release cannot be inflated. */
export class InflateError extends Error {
  override readonly name = 'InflateError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map(({ message }) => message).join('; '), options)
    this.problems = problems
  }
}

/** The problems of an `InflateError`; any other error is a defect, and is thrown on. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof InflateError) return error.problems
  throw error
}
