/**
 * An app cannot be built, and nothing that comes after it either. Shown to the user as a finding, without a stack. Where
 * the constructor can go on, `this.report()` tells more at once.
 */
export class AppError extends Error {
  readonly app: string
  readonly path: string
  readonly remedy: string

  /**
   * @param path where the user's value is or should be, e.g. `address`.
   * @param message what was given and what is allowed.
   */
  constructor(app: string, path: string, message: string, remedy: string) {
    super(message)
    this.name = 'AppError'
    this.app = app
    this.path = path
    this.remedy = remedy
  }
}
