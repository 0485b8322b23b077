export type Forge = 'github' | 'forgejo'

/** Where a comment goes. */
export interface PullRequest {
  readonly forge: Forge
  /** `https://api.github.com`, `https://git.example/api/v1`. */
  readonly apiUrl: string
  readonly owner: string
  readonly repository: string
  readonly number: number
  /** May write comments; nothing else is needed. */
  readonly token: string
  /** Commit that the result is about: if the pull request has moved on, nothing is posted. @default not checked */
  readonly expectHead?: string
}

/** Cannot be posted, for a reason that a person can act on. Exit code 2. */
export class PostError extends Error {
  override readonly name = 'PostError'
}
