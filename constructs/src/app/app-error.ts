/**
 * An app cannot be built from what the definition or its props say. Shown to the user as a finding, without a stack.
 */
export class AppError extends Error {
  readonly app: string
  readonly path: string
  readonly remedy: string

  /**
   * @param path where the user's value is or should be, e.g. `apps.omni.address`.
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
