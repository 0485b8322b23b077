import type { App } from './app.ts'
import type { ClusterTree } from './cluster-tree.ts'

/**
 * An app cannot be built, and nothing that comes after it either. Shown to the user as a finding, without a stack. Where
 * the constructor can go on, `this.report()` tells more at once.
 */
export class AppError extends Error {
  readonly app: string
  readonly path: string
  readonly remedy: string
  /** Whose findings so far are told with it; unknown where only the app's name was given. */
  readonly tree: ClusterTree | undefined

  /**
   * @param app or its name, where it does not exist yet.
   * @param path where the user's value is or should be, e.g. `address`.
   * @param message what was given and what is allowed.
   */
  constructor(app: App | string, path: string, message: string, remedy: string) {
    super(message)
    this.name = 'AppError'
    this.app = typeof app === 'string' ? app : app.appName
    this.tree = typeof app === 'string' ? undefined : app.tree
    this.path = path
    this.remedy = remedy
  }
}
