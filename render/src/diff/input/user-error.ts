/** A mistake in what the user asked for: printed without a stack trace, exit code 2. */
export class DiffUsageError extends Error {
  override readonly name = 'DiffUsageError'
}
