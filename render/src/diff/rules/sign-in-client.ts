import { defineRule } from '@ainur/constructs/finding'
import type { DiffCheck, DiffFinding, Tree } from '../model.ts'
import { publishedHosts } from '../reading/published-route.ts'
import { type OauthClient, oauthClientsOf } from './sign-in-client/oauth-clients.ts'

const rule = defineRule('sign-in-client', ['error', 'warning'], {
  title: 'an identity provider sends sign-ins elsewhere, or asks a client for less',
  why: 'After the sign-in the identity provider sends people to a redirect URI of the client, with a code that is worth a session. The server at that address receives it: a host that is not yours, a wildcard or plain HTTP gives it away. A public client redeems codes without a secret. And an app whose own redirect URI is gone lets nobody in.',
  remedy: "Correct the address, and keep the client's secret.",
  accept:
    'Accept it when the address is yours (a machine beside the cluster, say), and for programs that cannot keep a secret, such as a command line or an app on a phone.',
})

type Told = (severity: 'error' | 'warning', path: string, message: string, remedy: string) => DiffFinding

/** Who may receive the codes that sign people in, and who can no longer. */
export const signInClient: DiffCheck = {
  rule,
  *run({ changes, trees }) {
    for (const { before, after } of changes) {
      const [old, now] = [before ? oauthClientsOf(before) : [], after ? oauthClientsOf(after) : []]
      if (old.length + now.length === 0) continue
      const ref = (after ?? before)?.ref
      if (!ref) continue
      const told: Told = (severity, path, message, remedy) => rule.finding(ref, path, message, remedy, severity)
      for (const client of now)
        yield* judgeClient(
          client,
          old.find(({ id }) => id === client.id),
          trees.head,
          told,
        )
      // Other rules report a provider that goes as a whole, with its clients.
      if (after) yield* lost(old, now, trees.head, told)
    }
  },
}

function* judgeClient(
  client: OauthClient,
  before: OauthClient | undefined,
  head: Tree,
  told: Told,
): Generator<DiffFinding> {
  const { id, path, redirects, isPublic } = client
  const fresh = redirects.filter((uri) => !before?.redirects.includes(uri))
  const open = redirects.filter((uri) => !isLoopback(uri))
  if (isPublic && before && !before.isPublic) {
    yield told(
      'error',
      path,
      `The client ${id} becomes public: whoever gets hold of a code redeems it without a secret.`,
      'Keep its secret unless the program runs where it cannot keep one.',
    )
  } else if (isPublic && !before && open.length > 0) {
    yield told(
      'warning',
      path,
      `The new client ${id} is public: whoever gets hold of a code that is sent to ${open.join(', ')} redeems it without a secret.`,
      'Give it a secret unless the program runs where it cannot keep one.',
    )
  }
  for (const uri of fresh) {
    const problem = problemOf(uri, head)
    if (problem)
      yield told(
        problem.severity,
        path,
        `Sign-ins of ${id} are sent to ${uri} too: ${problem.message}.`,
        problem.remedy,
      )
  }
}

function problemOf(
  uri: string,
  head: Tree,
): { severity: 'error' | 'warning'; message: string; remedy: string } | undefined {
  const [, scheme, host = ''] = /^(https?):\/\/([^/?#]*)/i.exec(uri) ?? []
  // An app's own scheme stays on the device; a path alone is the provider's own page.
  if (!scheme || isLoopback(uri)) return uri === '*' ? anywhere : undefined
  if (host.includes('*')) return anywhere
  if (scheme.toLowerCase() === 'http') {
    return { severity: 'warning', message: 'the code travels in the clear', remedy: 'Use HTTPS.' }
  }
  if (isPublished(hostOf(uri), head)) return undefined
  return {
    severity: 'warning',
    message: 'no route of this tree serves that host, so whoever does receives the codes',
    remedy: 'Correct the host, or make sure that the machine which answers there is yours.',
  }
}

const anywhere = {
  severity: 'error',
  message: 'a pattern that others can match receives the codes',
  remedy: 'Write out each address.',
} as const

/** Hosts that are still served, but to which nobody is sent back any more. */
function* lost(
  old: readonly OauthClient[],
  now: readonly OauthClient[],
  head: Tree,
  told: Told,
): Generator<DiffFinding> {
  const kept = new Set(now.flatMap(({ redirects }) => redirects.map(hostOf)))
  for (const { id, redirects } of old) {
    const gone = new Set(redirects.map(hostOf).filter((host) => host !== '' && !kept.has(host)))
    for (const host of gone) {
      if (!isPublished(host, head)) continue
      yield told(
        'warning',
        now.find((client) => client.id === id)?.path ?? '',
        `Sign-ins of ${id} are no longer sent to ${host}, which is still served: nobody can sign in there.`,
        'Keep the redirect URI, or remove the route too.',
      )
    }
  }
}

function isPublished(host: string, tree: Tree): boolean {
  const parent = host.replace(/^[^.]*/, '*')
  return publishedHosts(tree).some((each) => each === host || each === parent)
}

function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).hostname : ''
}

/** RFC 8252: a program on the person's own machine. */
function isLoopback(uri: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostOf(uri))
}
