/**
 * An app cannot be built, nor can the apps that come after it. Users see a finding, without a stack. A constructor that
 * can go on calls `this.report()` instead, so that all errors are shown at once.
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
