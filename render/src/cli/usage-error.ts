/** The command line asks for something that is not there. Shown without a stack trace; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
