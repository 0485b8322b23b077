import type { App, SecretSource } from '@ainur/constructs'
import { defineRule, type Finding } from '@ainur/constructs/finding'
import { normalizedReference } from '@ainur/constructs/image-reference'
import type { Pass, Rendering } from '../model/rendering.ts'
import { asMaps } from '../model/shape.ts'
import { containersOf } from '../pods/containers-of.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

const pullSecretUnreachable = defineRule('pull-secret-unreachable', 'warning', {
  title: 'an image needs a login of the definition, and its pods are made by something that was not told of the Secret',
  why: 'The registry refuses the image, and its pods wait in `ImagePullBackOff`.',
  remedy: 'Name the Secret in the values of the release, and in `podSpec` of the workload that it declares.',
})

/** A registry that asks for a login. */
interface Login {
  /** Beginning of the image names that it is for. */
  readonly prefix: string
  readonly user: string
  /** Name of the Secret in every namespace that needs it. */
  readonly secret: string
}

/**
 * Gives pods the login of the registries that their images come from, and every namespace of theirs a Secret need. The
 * password is asked once: the Secret of the first namespace has it, the others are copies.
 */
export const pullSecretsPass: Pass = {
  id: 'pull-secrets',
  rules: [pullSecretUnreachable],
  run(rendering) {
    const logins = loginsOf(rendering)
    if (logins.length === 0) return []
    const findings: Finding[] = []
    const places = new Map<Login, Map<string, App>>()
    for (const workload of workloadsOf(rendering)) {
      const app = rendering.apps.find(({ appName }) => appName === workload.app)
      for (const [login, path] of neededBy(workload, logins)) {
        if (app && tell(workload, login)) {
          const namespaces = places.get(login) ?? new Map<string, App>()
          if (!namespaces.has(workload.ref.namespace ?? '')) namespaces.set(workload.ref.namespace ?? '', app)
          places.set(login, namespaces)
        } else findings.push(unreachable(workload, login, path))
      }
    }
    for (const [login, namespaces] of places) addNeeds(login, namespaces)
    return findings
  },
}

/** The longest beginning first: it is the one that counts. */
function loginsOf({ cluster }: Rendering): Login[] {
  return Object.entries(cluster.registries)
    .flatMap(([prefix, { user }]) =>
      user ? [{ prefix, user, secret: `registry-${prefix.replace(/[^a-z0-9.-]/g, '-')}` }] : [],
    )
    .sort((a, b) => b.prefix.length - a.prefix.length)
}

/** The logins that the images of a workload need, each with the first place of such an image. */
function neededBy({ template }: Workload, logins: readonly Login[]): Map<Login, string> {
  const needed = new Map<Login, string>()
  for (const { container, path } of containersOf(template)) {
    const login = logins.find(({ prefix }) => normalizedReference(container.image).startsWith(`${prefix}/`))
    if (login && !needed.has(login)) needed.set(login, `${path}.image`)
  }
  return needed
}

/** Whether the pods have the Secret, which is written into those of the tree. */
function tell({ template: { spec, edit } }: Workload, { secret }: Login): boolean {
  const named = asMaps(spec.imagePullSecrets)
  if (named.some(({ name }) => name === secret)) return true
  if (edit !== 'pod-spec') return false
  Object.assign(spec, { imagePullSecrets: [...named, { name: secret }] })
  return true
}

function unreachable({ ref, release }: Workload, { prefix, secret }: Login, path: string): Finding {
  const maker = release ? `the release ${release}` : `a ${ref.kind}`
  const message = `images of ${prefix} need a login, and ${maker} makes these pods, which do not name the Secret ${secret}`
  const remedy = release
    ? `pass imagePullSecrets: [{ name: ${secret} }] in the values of ${release}, and say the same in podSpec of the workload that it declares`
    : undefined
  return pullSecretUnreachable.finding(ref, path, message, remedy)
}

function addNeeds({ prefix, user, secret }: Login, namespaces: ReadonlyMap<string, App>): void {
  const [first = '', ...others] = [...namespaces.keys()].sort()
  // As kubelets know Docker Hub.
  const server = prefix === 'docker.io' ? 'https://index.docker.io/v1/' : prefix
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the bootstrap puts the key `password` there
  const text = JSON.stringify({ auths: { [server]: { username: user, password: '${password}' } } })
  const need = (namespace: string, password: SecretSource) => {
    const app = namespaces.get(namespace)
    // A tree may be rendered again.
    if (!app || app.secretNeeds.some((known) => known.name === secret && known.namespace === namespace)) return
    app.addSecretNeed({
      namespace,
      name: secret,
      type: 'kubernetes.io/dockerconfigjson',
      keys: { password, '.dockerconfigjson': { from: 'template', text } },
      why: `Images of ${prefix} are pulled as ${user}.`,
    })
  }
  need(first, { from: 'user', question: `Password of ${user} at ${prefix}, or a token that may read its images` })
  for (const namespace of others) need(namespace, { from: 'copy', namespace: first, name: secret, key: 'password' })
}
