import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { KubeApi } from '../../../src/api/kube-api.ts'
import type { KubeObject } from '../../../src/api/kube-object.ts'
import { until } from '../../../src/wait/until.ts'
import type { SignIn } from '../sign-in/start-sign-in.ts'
import { tokenFor } from '../sign-in/token-for.ts'
import type { StartedTree } from '../start-tree.ts'
import type { Web } from './start-web.ts'

const namespaces = '/api/v1/namespaces'

/** What holds for people before the API server, which takes the tokens of some of Dex's clients. */
export function itSignsPeopleInToKubernetes(started: () => StartedTree, web: () => Web, signIn: () => SignIn): void {
  const admin = () => started().tree.cluster.identity.users[0]?.email as string

  /** A token as a client of Dex gets one. */
  const token = (email: string, { issuer, clientId, redirectUri, scopes }: ClientArguments) => {
    const client = signIn().dexConfig.staticClients.find(({ id }) => id === clientId)
    return tokenFor(web().browser(), {
      issuer,
      clientId,
      clientSecret: client?.secretEnv && signIn().dexEnv[client.secretEnv],
      redirectUri,
      scope: ['openid', ...scopes].join(' '),
      person: signIn().credentials(email),
    })
  }

  /** Asks the API server with nothing but a token. */
  const as = async <T>(bearer: string, ask: (api: KubeApi) => Promise<T>): Promise<T> => {
    const { server, 'certificate-authority-data': ca } = parse(readFileSync(started().cluster.kubeconfig, 'utf8'))
      .clusters[0].cluster
    const api = new KubeApi({
      server,
      tls: { ca: Buffer.from(ca, 'base64').toString() },
      headers: { authorization: `Bearer ${bearer}` },
    })
    try {
      return await ask(api)
    } finally {
      api.close()
    }
  }

  const whoAmI = async (bearer: string) => {
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} } as KubeObject
    return (await as(bearer, (api) => api.create(review))).status as {
      userInfo: { username: string; groups: string[] }
    }
  }

  let headlamp: ClientArguments

  beforeAll(async () => {
    headlamp = argumentsOfHeadlamp(started())
    const bearer = await token(admin(), headlamp)
    // It asks the issuer for its keys every ten seconds until it gets them; before, every token is as good as none.
    await until(async () => ({ done: await whoAmI(bearer) }), { what: 'the API server to take a token of Headlamp' })
  })

  it('knows an admin of the definition by the token of Headlamp, with every right', async () => {
    const bearer = await token(admin(), headlamp)
    expect((await whoAmI(bearer)).userInfo.username).toBe(`oidc:${admin()}`)
    const { items } = await as(bearer, (api) => api.get<{ items: KubeObject[] }>(namespaces))
    expect(items.map(({ metadata }) => metadata.name)).toContain('headlamp')
  })

  it('knows nobody by the token of a client that has nothing to do with it', async () => {
    const { id, redirectURIs } = signIn().dexConfig.staticClients.find(({ id }) => id === 'longhorn') ?? {}
    const bearer = await token(admin(), {
      ...headlamp,
      clientId: id as string,
      redirectUri: redirectURIs?.[0] as string,
    })
    await expect(as(bearer, (api) => api.get(namespaces))).rejects.toThrow('401')
  })

  it('knows nobody by a token that the issuer has not signed', async () => {
    const [header, payload, signature = ''] = (await token(admin(), headlamp)).split('.')
    const forged = [header, payload, signature.replace(/^.{8}/, 'AAAAAAAA')].join('.')
    await expect(as(forged, (api) => api.get(namespaces))).rejects.toThrow('401')
  })

  it('gives no right to whom Dex knows and the definition does not, whatever group a provider says', async () => {
    const bearer = await token(signIn().stranger.email, headlamp)
    expect(signIn().stranger.groups).toEqual(['system:masters'])
    const { userInfo } = await whoAmI(bearer)
    expect(userInfo.groups).toEqual(['oidc:system:masters', 'system:authenticated'])
    await expect(as(bearer, (api) => api.get(namespaces))).rejects.toThrow('403')
  })
}

interface ClientArguments {
  readonly issuer: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
}

/** Of the rendered Deployment. */
function argumentsOfHeadlamp({ rendered }: StartedTree): ClientArguments {
  const { args } = rendered('Deployment', 'headlamp', 'headlamp').spec.template.spec.containers[0]
  const value = (flag: string) =>
    args.find((arg: string) => arg.startsWith(`${flag}=`)).slice(flag.length + 1) as string
  return {
    issuer: value('-oidc-idp-issuer-url'),
    clientId: value('-oidc-client-id'),
    redirectUri: value('-oidc-callback-url'),
    scopes: value('-oidc-scopes').split(','),
  }
}
