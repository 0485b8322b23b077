import { appInvalid } from '../../app/app-invalid.ts'
import type { OidcClientRequest } from '../../app/roles.ts'
import type { Problem } from '../../finding/rule.ts'
import { type SecretEnv, variablePart } from './secret-env.ts'

/** A client as it was registered, and who asked for it. */
export interface RegisteredClient extends OidcClientRequest {
  readonly consumer: string
}

/** Ids become parts of Secret and variable names. */
const idPattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** What is wrong with what `consumer` asks for, beside the clients that exist already. */
export function judgeClient(request: RegisteredClient, known: readonly RegisteredClient[]): Problem[] {
  const path = `registerClient(${JSON.stringify(request.id)})`
  return [idProblem(request, known), ...redirectProblems(request)].flatMap((problem) =>
    problem ? [appInvalid.problem(path, problem.message, problem.remedy)] : [],
  )
}

type Refusal = Pick<Problem, 'message' | 'remedy'>

function idProblem(request: RegisteredClient, known: readonly RegisteredClient[]): Refusal | undefined {
  const { id } = request
  if (!idPattern.test(id)) {
    return {
      message: `client id ${JSON.stringify(id)} is not made of lower-case letters, digits and inner dashes`,
      remedy: 'Use an id such as "headlamp".',
    }
  }
  const owner = known.find((client) => client.id === id)
  if (owner) {
    return {
      message: `client id "${id}" is already registered by ${owner.consumer}`,
      remedy: 'Give each client an id of its own: a shared one shares its secret and its redirect URIs.',
    }
  }
  return undefined
}

function redirectProblems({ redirectUris, public: isPublic }: RegisteredClient): (Refusal | undefined)[] {
  if (redirectUris.length === 0 && !isPublic) {
    return [{ message: 'no redirect URI is given', remedy: 'List exactly the URIs that the client sends.' }]
  }
  return redirectUris.map((uri) =>
    isExactRedirect(uri, isPublic ?? false)
      ? undefined
      : {
          message: `redirect URI ${JSON.stringify(uri)} is not an exact https URL`,
          remedy:
            'Write it in full, with https, without a wildcard or a fragment; only a public client may use localhost.',
        },
  )
}

function isExactRedirect(uri: string, isPublic: boolean): boolean {
  if (uri.includes('*') || uri.includes('#') || !URL.canParse(uri)) return false
  const { protocol, hostname } = new URL(uri)
  if (protocol === 'https:') return true
  return isPublic && protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
}

/** Entry of `staticClients`, with its secret left to the environment. */
export function staticClient(client: RegisteredClient) {
  return {
    id: client.id,
    name: client.displayName,
    ...(client.public ? { public: true } : { secretEnv: secretVariable(client) }),
    redirectURIs: [...client.redirectUris],
    ...(client.trustedPeers?.length ? { trustedPeers: [...client.trustedPeers] } : {}),
  }
}

/** Environment variable with the client's secret, from the copy in Dex's namespace. */
export function clientSecretEnv(client: RegisteredClient): SecretEnv {
  return { variable: secretVariable(client), secret: copyName(client), key: 'client-secret' }
}

/** Secret in Dex's namespace that repeats the consumer's. */
export function copyName(client: RegisteredClient): string {
  return `client-${client.id}`
}

function secretVariable(client: RegisteredClient): string {
  return `CLIENT_SECRET_${variablePart(client.id)}`
}
