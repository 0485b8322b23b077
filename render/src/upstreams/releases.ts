import { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { RegistryError } from '../images/registry/registry-error.ts'

export interface Release {
  /** `v1.12.1`. */
  readonly tag: string
  /** Day in UTC, `2026-08-12`. */
  readonly day: string
  readonly prerelease: boolean
}

export interface ReleaseClientOptions {
  /** @default https://api.github.com */
  readonly apiUrl?: string
  /** A token raises GitHub's limit from 60 questions an hour to 5000. @default none */
  readonly token?: string
  /** Milliseconds that one step of waiting takes before a retry. @default 1000 */
  readonly stepMs?: number
}

const Client = Octokit.plugin(retry)

/** Asks GitHub for the releases of `owner/name`: the hundred latest, and the pinned one where it is not among them. */
export type ReleasesOf = (repository: string, pinned: string) => Promise<readonly Release[]>

/** Asks GitHub's API, or that at `apiUrl`. Fails with a `RegistryError`. */
export function releaseClient({
  apiUrl = 'https://api.github.com',
  token,
  stepMs = 1000,
}: ReleaseClientOptions = {}): ReleasesOf {
  const client = new Client({
    baseUrl: apiUrl,
    auth: token,
    userAgent: 'ainur-upstreams',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    retry: { retries: 2, retryAfterBaseValue: stepMs },
  })
  return async (repository, pinned) => {
    const [owner = '', repo = ''] = repository.split('/')
    try {
      const { data } = await client.request('GET /repos/{owner}/{repo}/releases', { owner, repo, per_page: 100 })
      const releases = data.filter(({ draft }) => !draft).map(release)
      if (releases.some(({ tag }) => tag === pinned)) return releases
      const one = await client
        .request('GET /repos/{owner}/{repo}/releases/tags/{tag}', { owner, repo, tag: pinned })
        .catch((error: unknown) => {
          if (statusOf(error) === 404) return undefined
          throw error
        })
      return one ? [...releases, release(one.data)] : releases
    } catch (error) {
      throw readable(error, `${new URL(apiUrl).host}: releases of ${repository}`)
    }
  }
}

function release(raw: { tag_name: string; published_at: string | null; prerelease: boolean }): Release {
  return { tag: raw.tag_name, day: (raw.published_at ?? '').slice(0, 10), prerelease: raw.prerelease }
}

function readable(error: unknown, what: string): RegistryError {
  const status = statusOf(error)
  if (status === 404) return new RegistryError('not-found', `${what}: there is no such repository`, { cause: error })
  if (status === 403 || status === 429) {
    const advice = 'GitHub answers 60 questions an hour without a token: set GITHUB_TOKEN, or try again later'
    return new RegistryError('denied', `${what}: HTTP ${status}; ${advice}`, { cause: error })
  }
  return new RegistryError('unreachable', `${what}: ${messageOf(error)}`, { cause: error })
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0
}

/** The innermost message: `fetch failed` hides the useful one. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? messageOf(error.cause) : error.message
}
