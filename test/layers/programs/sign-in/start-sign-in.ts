import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { distributionOf } from '@ainur/constructs'
import { parse } from 'yaml'
import { httpRequest } from '../../../src/api/http.ts'
import type { KubeApi } from '../../../src/api/kube-api.ts'
import type { KubeObject } from '../../../src/api/kube-object.ts'
import { startContainer } from '../../../src/programs/start-container.ts'
import { until } from '../../../src/wait/until.ts'
import type { StartedTree } from '../start-tree.ts'
import { leadTo } from '../traefik/lead-to.ts'
import type { Web } from '../web/start-web.ts'
import { type DexConfig, DexStandIn, type Person } from './dex-stand-in.ts'

export interface SignIn {
  readonly dex: DexStandIn
  readonly dexConfig: DexConfig
  /** Values of Dex's environment, by variable. */
  readonly dexEnv: Readonly<Record<string, string>>
  /** The proxy before Longhorn's user interface, as it runs. */
  readonly proxy: {
    readonly workload: KubeObject
    /** Of its pod. */
    readonly address: string
    /** URL of the server in the place of Longhorn's user interface. */
    readonly upstream: string
    /** Its root directory. */
    readonly root: string
    readonly command: string
    readonly args: readonly string[]
    readonly env: Readonly<Record<string, string>>
  }
  /** Somebody whom Dex knows and the definition does not. */
  readonly stranger: Person
  /** Somebody of whom the definition knows a group only, called `family`. */
  readonly member: Person
  /** What somebody types into Dex's form. */
  credentials(email: string): { readonly login: string; readonly password: string }
}

/** Where the proxy listens in its pod. */
const proxyPort = 4180

/** Has the hosts of Dex and of Longhorn's user interface answered by the stand-in for Dex and the real oauth2-proxy. */
export async function startSignIn(started: StartedTree, web: Web): Promise<SignIn> {
  const { cluster, programs, rendered } = started
  const { api, family, space } = cluster
  const config: DexConfig = parse(rendered('ConfigMap', 'dex', 'dex').data['config.yaml'])
  const stranger: Person = {
    email: `stranger@${started.tree.cluster.domain}`,
    emailVerified: true,
    username: 'stranger',
    userID: 'd7a5f1f0-0000-4000-8000-000000000000',
    // As far as the provider knows. In the cluster it is a group that has every right.
    groups: ['system:masters'],
  }
  const member: Person = {
    ...stranger,
    email: `member@${started.tree.cluster.domain}`,
    userID: 'd7a5f1f0-0000-4000-8000-000000000001',
    groups: ['family'],
  }
  const people = [...config.staticPasswords, stranger, member]
  const passwords = Object.fromEntries(people.map(({ email }) => [email, randomBytes(12).toString('hex')]))
  const dexEnv = await environmentOf(api, rendered('Deployment', 'dex', 'dex'))
  const dexConfig = { ...config, staticPasswords: people }
  const dex = await DexStandIn.start({ config: dexConfig, env: dexEnv, passwords, address: space.machine })

  await leadTo(api, { namespace: 'dex', name: 'dex' }, space.machine, [{ name: 'http', port: dex.port }])
  const discovery = `${config.issuer}/.well-known/openid-configuration`
  await until(
    async () => {
      const { status, text } = await web.browser().get(discovery)
      return JSON.parse(text).issuer === config.issuer ? { done: true } : { state: `${status} ${text}` }
    },
    { what: 'Traefik to lead to the stand-in for Dex' },
  )

  const upstream = await web.upstream({ namespace: 'longhorn-system', name: 'longhorn-frontend' })
  const workload = rendered('Deployment', 'longhorn-system', 'longhorn-sign-in')
  const name = 'oauth2-proxy'
  let args: readonly string[] = []
  // Traefik asks it from the address that it asks: both are pods then, as the arguments have it.
  const pod = distributionOf(started.tree.cluster.kubernetes.distribution).networks.pods.replace(/0\/\d+$/, '9')
  await space.addAddresses([pod])
  await startContainer(cluster, {
    workload,
    program: programs[name] as string,
    changeArgs(rendered) {
      args = rendered.map((arg) => arg.replace(/^--upstream=http:\/\/longhorn-frontend:80$/, `--upstream=${upstream}`))
      return args
    },
  })
  const guard = () => family.assertRunning()
  await until(
    async () => {
      const { status, body } = await httpRequest(`http://${space.address}:${proxyPort}/ready`)
      return status === 200 ? { done: true } : { state: `${status} ${body}` }
    },
    { what: 'oauth2-proxy to be ready', guard },
  )
  const service = { namespace: 'longhorn-system', name: 'longhorn-sign-in' }
  await leadTo(api, service, pod, [{ name: 'http', port: proxyPort }])
  const redirect = config.staticClients.find(({ id }) => id === 'longhorn')?.redirectURIs[0] as string
  await until(
    async () => {
      const { status, text } = await web.browser().get(new URL('/ping', redirect).href)
      return text === 'OK' ? { done: true } : { state: `${status} ${text}` }
    },
    { what: 'Traefik to lead to oauth2-proxy', guard },
  )
  return {
    dex,
    dexConfig,
    dexEnv,
    proxy: {
      root: join(family.directory, 'roots', name),
      command: `/bin/${name}`,
      args,
      workload,
      address: pod,
      upstream,
      env: await environmentOf(api, workload),
    },
    stranger,
    member,
    credentials: (login) => ({ login, password: passwords[login] as string }),
  }
}

/** Variables of the first container of a workload, with what its Secrets hold. */
async function environmentOf(api: KubeApi, workload: KubeObject): Promise<Record<string, string>> {
  const { namespace } = workload.metadata
  const variables: Variable[] = workload.spec.template.spec.containers[0].env
  const values = variables.map(async ({ name, value, valueFrom }) => {
    if (!valueFrom) return [name, value ?? '']
    const { name: secret, key } = valueFrom.secretKeyRef
    const { data } = await api.read({ apiVersion: 'v1', kind: 'Secret', metadata: { name: secret, namespace } })
    return [name, Buffer.from(data[key], 'base64').toString()]
  })
  return Object.fromEntries(await Promise.all(values))
}

interface Variable {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } }
}
