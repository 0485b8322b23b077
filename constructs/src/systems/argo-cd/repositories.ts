import { appInvalid } from '../../app/app-invalid.ts'
import type { SecretNeed, SecretSource } from '../../app/secret-need.ts'
import type { Problem } from '../../finding/rule.ts'

/** A repository about which Argo CD has to know more than its address. */
export interface Repository {
  /** Its Secret is called `repository-<name>`. */
  readonly name: string
  /** Exactly as Applications name it; the tree's own is `git.url` of the definition. */
  readonly url: string
  /** @default 'git' */
  readonly type?: 'git' | 'helm'
  /**
   * What the bootstrap asks you for: a private key for addresses of SSH, or a user name and a password (a token will do).
   *
   * @default nothing: everybody may read it
   */
  readonly login?: 'ssh-key' | 'password'
  /**
   * How many commits are fetched; 1 is all that a tree needs, and spares a slow line the history of a large repository.
   *
   * @default the whole history
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/#shallow-clone
   */
  readonly depth?: number
}

/** The Secret in which Argo CD finds it. */
export function repositoryNeed({ name, url, type = 'git', login, depth }: Repository): Omit<SecretNeed, 'namespace'> {
  const ask = (what: string): SecretSource => ({ from: 'user', question: `${what} for ${url}` })
  return {
    name: `repository-${name}`,
    labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    keys: {
      url: { from: 'literal', value: url },
      type: { from: 'literal', value: type },
      ...(type === 'helm' ? { name: { from: 'literal', value: name } } : {}),
      ...(depth === undefined ? {} : { depth: { from: 'literal', value: String(depth) } }),
      ...(login === 'ssh-key'
        ? { sshPrivateKey: ask('Private SSH key without passphrase (a deploy key that may only read)') }
        : {}),
      ...(login === 'password'
        ? { username: ask('User name'), password: ask('Password, or a token that may only read,') }
        : {}),
    },
    why: login ? `Argo CD reads ${url} with it` : `Tells Argo CD how to fetch ${url}`,
  }
}

/** What is wrong with the repositories, with the path of each in the props. */
export function judgeRepositories(repositories: readonly Repository[]): Problem[] {
  const problems: Problem[] = []
  for (const [index, { name, url, type = 'git', login, depth }] of repositories.entries()) {
    const report = (field: string, message: string, remedy: string) =>
      problems.push(appInvalid.problem(`repositories[${index}].${field}`, message, remedy))
    const overSsh = /^ssh:\/\/|^[^/@]+@[^/:]+:/.test(url)
    if (login === 'ssh-key' && !overSsh) {
      report(
        'login',
        `${url} is not an address of SSH, and an SSH key opens no other`,
        "Write login: 'password', or the address as ssh://git@host/path.git.",
      )
    }
    if (login === 'password' && overSsh) {
      report(
        'login',
        `${url} is an address of SSH, which takes no password`,
        "Write login: 'ssh-key', or the address as https://host/path.git.",
      )
    }
    if (depth !== undefined && (!Number.isInteger(depth) || depth < 1)) {
      report(
        'depth',
        `${depth} was given; it takes a whole number from 1 on`,
        'Write depth: 1, or leave it out for the whole history.',
      )
    }
    if (depth !== undefined && type === 'helm') {
      report('depth', 'a chart repository has no history', 'Remove depth.')
    }
    for (const [key, value] of Object.entries({ name, url })) {
      const first = repositories.findIndex((other) => other[key as 'name' | 'url'] === value)
      if (first < index)
        report(key, `${value} is that of repositories[${first}], too`, 'Describe each repository once.')
    }
  }
  return problems
}
