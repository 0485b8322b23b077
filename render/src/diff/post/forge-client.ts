import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { oneLine } from '../../text/visible-text.ts'
import { PostError, type PullRequest } from './forge.ts'

export interface Comment {
  readonly id: number
  readonly body: string
  readonly author: string
}

export interface ForgeClient {
  /** Login that comments of this token carry. */
  whoami(): Promise<string>
  /** Commit at the head of the pull request. */
  head(): Promise<string>
  /** Every comment of the pull request, oldest first. */
  list(): Promise<Comment[]>
  create(body: string): Promise<void>
  /** False if the comment is not there any more. */
  update(id: number, body: string): Promise<boolean>
  remove(id: number): Promise<void>
}

export interface ClientOptions {
  /** Milliseconds that one step of waiting takes, before a retry and between writes. @default 1000 */
  readonly stepMs?: number
}

const Client = Octokit.plugin(paginateRest, retry, throttling)
/** Attempts after the first. */
const RETRIES = 3
/** Logins of the tokens that runners hand to workflows; those may not ask who they are. */
const runnerLogins = { github: 'github-actions[bot]', forgejo: 'forgejo-actions' } as const

/**
 * Comments of one pull request. GitHub's client serves both forges: Forgejo's paths and answers for comments are the
 * same below `/api/v1`. It follows pages, waits out rate limits and tries again after failures of the server.
 *
 * @see https://docs.github.com/en/rest/issues/comments
 * @see https://codeberg.org/api/swagger#/issue/issueGetComments
 */
export function forgeClient(target: PullRequest, { stepMs = 1000 }: ClientOptions = {}): ForgeClient {
  const { owner, repository: repo, number } = target
  const client = new Client({
    baseUrl: target.apiUrl,
    auth: target.token,
    userAgent: 'ainur-diff',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    retry: { retries: RETRIES, retryAfterBaseValue: stepMs },
    throttle: {
      retryAfterBaseValue: stepMs,
      fallbackSecondaryRateRetryAfter: 60,
      onRateLimit: (_after: number, _options: unknown, _octokit: unknown, count: number) => count < RETRIES,
      onSecondaryRateLimit: (_after: number, _options: unknown, _octokit: unknown, count: number) => count < RETRIES,
      // Its queue leaves a second between writes, which a local server in a test does not need.
      ...(stepMs < 1000 && { enabled: false }),
    },
  })
  const comments = '/repos/{owner}/{repo}/issues/{number}/comments'
  const one = '/repos/{owner}/{repo}/issues/comments/{id}'
  return {
    async whoami() {
      try {
        const { data } = await client.request('GET /user', { request: { retries: 0 } })
        const login = (data as { login?: unknown } | undefined)?.login
        if (typeof login !== 'string') throw notAnApi(target)
        return login
      } catch (error) {
        if (error instanceof PostError) throw error
        if ([401, 403, 404].includes(statusOf(error))) return runnerLogins[target.forge]
        throw readable(error, target)
      }
    },
    async head() {
      const { data } = await attempt(target, () =>
        client.request('GET /repos/{owner}/{repo}/pulls/{number}', { owner, repo, number }),
      )
      const sha = (data as { head?: { sha?: unknown } } | undefined)?.head?.sha
      if (typeof sha !== 'string') throw notAnApi(target)
      return sha
    },
    async list() {
      const all = await attempt(target, () =>
        client.paginate(`GET ${comments}`, { owner, repo, number, per_page: 100, limit: 50 }),
      )
      if (!Array.isArray(all) || all.some((each) => typeof (each as { id?: unknown } | null)?.id !== 'number'))
        throw notAnApi(target)
      return (all as { id: number; body?: string | null; user?: { login?: string } | null }[]).map(
        ({ id, body, user }) => ({ id, body: body ?? '', author: user?.login ?? '' }),
      )
    },
    // Never retried blindly: the server may have made it before it failed, and a second copy would stay.
    async create(body) {
      await attempt(target, () =>
        client.request(`POST ${comments}`, { owner, repo, number, body, request: { retries: 0 } }),
      )
    },
    async update(id, body) {
      try {
        await client.request(`PATCH ${one}`, { owner, repo, id, body })
        return true
      } catch (error) {
        if (statusOf(error) === 404) return false
        throw readable(error, target)
      }
    },
    async remove(id) {
      try {
        await client.request(`DELETE ${one}`, { owner, repo, id })
      } catch (error) {
        if (statusOf(error) !== 404) throw readable(error, target)
      }
    },
  }
}

/** HTTP status of an error; 0 if there was no answer. */
export function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 0
}

async function attempt<T>(target: PullRequest, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw readable(error, target)
  }
}

const advice: Readonly<Record<number, string>> = {
  401: 'The token is not valid: check the secret that holds it.',
  403: 'The token may not do this: a workflow needs the permission pull-requests: write (a pull request from a fork never gets it; use the two workflows that docs/read-a-pull-request.md describes).',
  404: 'There is no such pull request, or the token may not see it: check --repository and --pull-request.',
  410: 'Comments are turned off there.',
  422: 'The forge refused the comment: the conversation may be locked.',
}

/** What the forge says of it, on one line. */
function messageOf(error: unknown): string {
  const data = (error as { response?: { data?: unknown } } | null)?.response?.data
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : undefined
  return typeof message === 'string' ? oneLine(message).slice(0, 200) : ''
}

/** A proxy's page, or the forge's own instead of its API. */
function notAnApi({ apiUrl, forge }: PullRequest): PostError {
  return new PostError(
    `${apiUrl} answers, but not as the API of a forge. Check --api-url${forge === 'forgejo' ? ': it ends in /api/v1' : ''}.`,
  )
}

function readable(error: unknown, { owner, repository, number, apiUrl }: PullRequest): Error {
  const status = statusOf(error)
  const text =
    status > 0
      ? `answered ${status}`
      : `did not answer (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`
  const said = messageOf(error)
  const failure = new PostError(
    `${apiUrl} ${text}${said ? ` (${said})` : ''} for pull request ${owner}/${repository}#${number}. ${advice[status] ?? (status >= 500 ? 'That is a failure of the forge: try again later.' : '')}`.trim(),
    { cause: error },
  )
  return Object.assign(failure, { status })
}
