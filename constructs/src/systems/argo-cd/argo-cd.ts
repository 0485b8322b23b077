import { createHash } from 'node:crypto'
import { App } from '../../app/app.ts'
import { argoCdNamespace } from '../../app/application.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { registerConfidentialClient } from '../../app/confidential-client.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { IdentityProvider, IngressController } from '../../app/roles.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { anything, optional } from '../../cluster/shapes.ts'
import { k8s } from '../../k8s.ts'
import { argoCdConfig, argoCdParameters, argoCdRbac, type SignIn } from './config.ts'
import { argoCdRelease } from './release.ts'

export interface ArgoCdProps {
  /** Publishes the web interface; TLS ends there. */
  readonly ingress: IngressController
  /** Signs people in. @default the built-in account `admin` */
  readonly identity?: IdentityProvider
  /** Who renders the chart. @default Argo CD */
  readonly release?: ChartRendering
}

const shape: PropsShape<ArgoCdProps> = {
  ingress: roleReferences.ingress,
  identity: optional(roleReferences.identity),
  release: optional(anything),
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
    readProps(this, shape, props)
    const host = this.cluster.host('argocd')
    this.url = props.ingress.expose(this, { name: 'argocd', host, service: 'argocd-server', port: 'http' })
    this.addSecretNeed({
      name: 'argocd-redis',
      keys: { auth: { from: 'random', bytes: 32, encoding: 'hex' } },
      why: 'Password between Argo CD and its Redis, which caches what Git says',
    })
    const parameters = argoCdParameters()
    this.addRelease(argoCdRelease(this.appNamespace, shortHash(parameters)), props.release)
    this.#addConfigMap('argocd-cm', argoCdConfig(this.url, props.identity && this.#signIn(props.identity)))
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
