import { readFileSync } from 'node:fs'
import { type Forge, PostError, type PullRequest } from './forge.ts'

export interface TargetFlags {
  readonly pullRequest?: number
  readonly repository?: string
  readonly apiUrl?: string
  readonly expectHead?: string
}

/**
 * Where to post, from flags and from what a workflow's runner sets. Forgejo's runner sets the same variables as
 * GitHub's. The token comes from the environment only: arguments can be seen by every process.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function readTarget(
  forge: Forge,
  flags: TargetFlags,
  env: Readonly<Record<string, string | undefined>>,
): PullRequest {
  const problems: string[] = []
  const token = (forge === 'forgejo' ? env.FORGEJO_TOKEN : undefined) ?? env.GITHUB_TOKEN ?? ''
  if (token === '')
    problems.push(
      `no token: set ${forge === 'forgejo' ? 'FORGEJO_TOKEN' : 'GITHUB_TOKEN'} to one that may write comments`,
    )
  const name = flags.repository ?? env.GITHUB_REPOSITORY ?? ''
  const [owner, repository, ...rest] = name.split('/')
  if (!owner || !repository || rest.length > 0) problems.push(`repository "${name}": give --repository as owner/name`)
  const apiUrl = flags.apiUrl ?? env.GITHUB_API_URL ?? (forge === 'github' ? 'https://api.github.com' : '')
  if (!/^https?:\/\/\S+$/.test(apiUrl))
    problems.push(`API address "${apiUrl}": give --api-url, such as https://git.example/api/v1`)
  const number = flags.pullRequest ?? eventNumber(env.GITHUB_EVENT_PATH)
  if (!number) problems.push('no pull request: give --pull-request with its number')
  if (problems.length > 0) throw new PostError(`Cannot post:\n${problems.map((each) => `  ${each}`).join('\n')}`)
  return {
    forge,
    token,
    owner: owner as string,
    repository: repository as string,
    apiUrl: apiUrl.replace(/\/$/, ''),
    number: number as number,
    ...(flags.expectHead && { expectHead: flags.expectHead }),
  }
}

function eventNumber(path: string | undefined): number | undefined {
  if (!path) return undefined
  try {
    const event = JSON.parse(readFileSync(path, 'utf8')) as { pull_request?: { number?: unknown } }
    const number = event.pull_request?.number
    return typeof number === 'number' ? number : undefined
  } catch {
    return undefined
  }
}
