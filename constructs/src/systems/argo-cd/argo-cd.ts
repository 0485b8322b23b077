import { createHash } from 'node:crypto'
import { App } from '../../app/app.ts'
import { argoCdNamespace } from '../../app/application.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { registerConfidentialClient } from '../../app/confidential-client.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { IdentityProvider, IngressController } from '../../app/roles.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { anything, count, flag, listOf, object, oneOf, optional, text, texts } from '../../cluster/shapes.ts'
import { k8s } from '../../k8s.ts'
import { argoCdConfig, argoCdParameters, argoCdRbac, judgeWatched, type SignIn } from './config.ts'
import { judgeNotifications, type Notifications, notificationsConfig, notificationsNeed } from './notifications.ts'
import { argoCdRelease } from './release.ts'
import { judgeRepoServer, type RepoServer, repoServerOf } from './repo-server.ts'
import { judgeRepositories, type Repository, repositoryNeed } from './repositories.ts'
import { type WebhookSender, webhookEntries, webhookNeed, webhookSenders } from './webhooks.ts'

export interface ArgoCdProps {
  /** Publishes the web interface; TLS ends there. */
  readonly ingress: IngressController
  /** Signs people in. @default the built-in account `admin` */
  readonly identity?: IdentityProvider
  /** Who renders the chart. @default Argo CD */
  readonly release?: ChartRendering
  /** Repositories that need a login, or less than their whole history. @default none */
  readonly repositories?: readonly Repository[]
  /** Public keys of SSH servers besides the well-known ones, as `ssh-keyscan` prints them. @default none */
  readonly sshHostKeys?: readonly string[]
  /** Git servers that tell Argo CD of a push, so that it need not wait for its next look at Git. @default none */
  readonly webhooks?: readonly WebhookSender[]
  /** Reports apps that need somebody; one more pod. @default nobody is told */
  readonly notifications?: Notifications
  /** Runs the controller of ApplicationSets; one more pod. @default false */
  readonly applicationSets?: boolean
  /**
   * Kinds that Argo CD is to look at although they change all the time, as `group/Kind`: `discovery.k8s.io/EndpointSlice`
   * for a tree that holds some.
   *
   * @default none
   */
  readonly watch?: readonly string[]
  readonly repoServer?: RepoServer
}

const shape: PropsShape<ArgoCdProps> = {
  ingress: roleReferences.ingress,
  identity: optional(roleReferences.identity),
  release: optional(anything),
  repositories: optional(
    listOf(
      object({
        name: text,
        url: text,
        type: optional(oneOf('git', 'helm')),
        login: optional(oneOf('ssh-key', 'password')),
        depth: optional(count),
      }),
    ),
  ),
  sshHostKeys: optional(texts),
  webhooks: optional(listOf(oneOf(...webhookSenders))),
  notifications: optional(
    object({
      email: optional(object({ host: text, port: optional(count), from: text, to: texts, login: optional(flag) })),
      gotify: optional(object({ url: text })),
    }),
  ),
  applicationSets: optional(flag),
  watch: optional(texts),
  repoServer: optional(
    object({ memoryLimit: optional(text), parallelism: optional(count), fetchSeconds: optional(count) }),
  ),
}

/** Where the command line listens while somebody signs in with it. */
const cliRedirect = 'http://localhost:8085/auth/callback'

/** Argo CD reads other Secrets, and its own ConfigMaps, only with this label. */
const partOfArgoCd = { 'app.kubernetes.io/part-of': 'argocd' }

/**
 * Argo CD, which from the first sync on also installs itself: a pinned upstream release and, as objects of the tree, all of
 * its configuration.
 */
export class ArgoCd extends App {
  readonly url: string

  constructor(tree: ClusterTree, name: string, props: ArgoCdProps) {
    // Deleting its Application must not delete what would have to restore it.
    super(tree, name, props, { namespace: argoCdNamespace, project: 'system-addons', cascade: false })
    const {
      repositories = [],
      sshHostKeys = [],
      webhooks = [],
      notifications,
      applicationSets,
      watch = [],
    } = readProps(this, shape, props)
    for (const problem of [
      ...judgeRepositories(repositories),
      ...judgeNotifications(notifications),
      ...judgeWatched(watch),
      ...judgeRepoServer(props.repoServer),
    ])
      this.report(problem)
    const host = this.cluster.host('argocd')
    this.url = props.ingress.expose(this, { name: 'argocd', host, service: 'argocd-server', port: 'http' })
    this.addSecretNeed({
      name: 'argocd-redis',
      keys: { auth: { from: 'random', bytes: 32, encoding: 'hex' } },
      why: 'Password between Argo CD and its Redis, which caches what Git says',
    })
    for (const repository of repositories) this.addSecretNeed(repositoryNeed(repository), 'repositories')
    if (webhooks.length > 0) this.addSecretNeed(webhookNeed(webhooks, this.url))
    const repoServer = repoServerOf(props.repoServer)
    const parameters = argoCdParameters(repoServer)
    const release = argoCdRelease(this.appNamespace, {
      parametersHash: shortHash(parameters),
      repoServer,
      sshHostKeys,
      secretEntries: webhookEntries(webhooks),
      applicationSets: applicationSets ?? false,
      notifications: notifications !== undefined,
    })
    this.addRelease(release, props.release)
    this.#addConfigMap('argocd-cm', argoCdConfig(this.url, props.identity && this.#signIn(props.identity), watch))
    if (notifications) {
      this.#addConfigMap('argocd-notifications-cm', notificationsConfig(this.url, notifications))
      const need = notificationsNeed(notifications)
      if (need) this.addSecretNeed(need)
    }
    this.#addConfigMap('argocd-rbac-cm', argoCdRbac(this.cluster))
    this.#addConfigMap('argocd-cmd-params-cm', parameters)
  }

  #signIn(identity: IdentityProvider): SignIn {
    // With a CA of its own it believes no other.
    const caKey = identity.isPublic ? undefined : 'ca.crt'
    const web = registerConfidentialClient(identity, this, {
      id: 'argocd',
      displayName: 'Argo CD',
      redirectUris: [`${this.url}/auth/callback`],
      secretLabels: partOfArgoCd,
      secretKeys: caKey ? { [caKey]: { from: 'lab-ca', part: 'certificate' } } : {},
    })
    const cli = identity.registerClient(this, {
      id: 'argocd-cli',
      displayName: 'Argo CD command line',
      redirectUris: [cliRedirect],
      public: true,
    })
    return { web, cli, caKey }
  }

  #addConfigMap(name: string, data: Record<string, string>): void {
    new k8s.KubeConfigMap(this, name, { metadata: { name, labels: partOfArgoCd }, data })
  }
}

function shortHash(data: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16)
}
