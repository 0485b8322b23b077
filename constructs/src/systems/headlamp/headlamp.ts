import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { type ConfidentialClient, registerConfidentialClient } from '../../app/confidential-client.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { IdentityProvider, IngressController, Trust } from '../../app/roles.ts'
import type { SecretSource } from '../../app/secret-need.ts'
import { listOf, object, optional, text } from '../../cluster/shapes.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { labCaDirectory } from '../../workload/lab-ca-directory.ts'
import { newBeforeOld } from '../../workload/new-before-old.ts'
import { resources } from '../../workload/resources.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { judgeClusters, type KubeconfigParts, kubeconfigTemplate, type OtherCluster } from './clusters.ts'
import { type HeadlampPlugin, judgePlugins, pluginParts } from './plugins.ts'
import { headlampUpstream } from './upstream.ts'

export interface HeadlampProps {
  readonly ingress: IngressController
  readonly identity: IdentityProvider
  readonly trust: Trust
  /** Plugins beside those of the image. @default none */
  readonly plugins?: readonly HeadlampPlugin[]
  /** Other clusters in the same window. @default none */
  readonly clusters?: readonly OtherCluster[]
}

const shape: PropsShape<HeadlampProps> = {
  ingress: roleReferences.ingress,
  identity: roleReferences.identity,
  trust: roleReferences.trust,
  plugins: optional(listOf(object({ name: text, image: text }))),
  clusters: optional(listOf(object({ name: text, server: text, certificateAuthority: text }))),
}

const examples = {
  'plugins.name': "'flux'",
  'plugins.image': "'ghcr.io/headlamp-k8s/headlamp-plugin-flux:v0.5.0'",
  'clusters.name': "'minirack'",
  'clusters.server': "'https://192.168.30.10:6443'",
  'clusters.certificateAuthority': "'-----BEGIN CERTIFICATE-----\\n…'",
}

/** The default of Headlamp lacks `groups`, and role bindings to groups would then never match. */
const scopes = ['profile', 'email', 'groups']
/** Key of the client's Secret that holds the kubeconfig of other clusters, and where it is mounted. */
const kubeconfig = { key: 'kubeconfig', directory: '/etc/headlamp' } as const

/**
 * Headlamp: the cluster in a browser.
 *
 * It has no rights of its own. Each request to the API server carries the token of the person who signed in, so what
 * they may do is what RBAC lets *them* do.
 */
export class Headlamp extends App {
  readonly url: string

  constructor(tree: ClusterTree, name: string, props: HeadlampProps) {
    super(tree, name, props)
    const read = readProps(this, shape, props, examples)
    // What an item lacks was reported, and nothing more can be said of it.
    const plugins = (read.plugins ?? []).filter(isWhole('name', 'image'))
    const clusters = (read.clusters ?? []).filter(isWhole('name', 'server', 'certificateAuthority'))
    for (const problem of [...judgePlugins(plugins), ...judgeClusters(clusters, this.cluster.name)]) {
      this.report(problem)
    }
    const host = this.cluster.host('headlamp')
    this.url = props.ingress.expose(this, { name: 'headlamp', host, service: 'headlamp', port: 'http' })
    props.trust.inject(this)
    const client = registerConfidentialClient(props.identity, this, {
      id: 'headlamp',
      displayName: 'Headlamp',
      forKubernetes: true,
      redirectUris: [`https://${host}/oidc-callback`],
      secretKeys: kubeconfigKey(clusters, { issuer: props.identity.issuer, caFile: labCaDirectory(props.trust).file }),
    })

    const labels = selectorLabels(this)
    new k8s.KubeServiceAccount(this, 'service-account', { metadata: { name: 'headlamp' } })
    new k8s.KubeService(this, 'service', {
      metadata: { name: 'headlamp', labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
    })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: 'headlamp', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        // Sessions live in the browser's cookies: old and new may overlap.
        strategy: newBeforeOld,
        template: {
          metadata: { labels },
          spec: podSpec(this, { host, client, trust: props.trust, plugins, clusters }),
        },
      },
    })
  }
}

function isWhole<Item extends object>(...keys: readonly (keyof Item & string)[]): (item: Item) => boolean {
  return (item) => keys.every((key) => item[key] !== undefined)
}

/** Headlamp takes the client's secret for other clusters from their kubeconfig only. */
function kubeconfigKey(
  clusters: readonly OtherCluster[],
  issuer: Pick<KubeconfigParts, 'issuer' | 'caFile'>,
): Record<string, SecretSource> {
  if (clusters.length === 0) return {}
  const text = kubeconfigTemplate({ ...issuer, clusters, clientId: 'headlamp', secretKey: 'client-secret', scopes })
  return { [kubeconfig.key]: { from: 'template', text } }
}

interface PodParts {
  readonly host: string
  readonly client: ConfidentialClient
  readonly trust: Trust
  readonly plugins: readonly HeadlampPlugin[]
  readonly clusters: readonly OtherCluster[]
}

function podSpec(app: App, { host, client, trust, plugins, clusters }: PodParts): k8s.PodSpec {
  const ca = labCaDirectory(trust)
  const added = pluginParts(plugins)
  const { key, directory } = kubeconfig
  return {
    serviceAccountName: 'headlamp',
    // In-cluster mode reads the API server's address and CA from this mount and does not start without its token. The
    // token is worth nothing: no role is bound to the account.
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    securityContext: unprivilegedPod(100, 101),
    ...(added.initContainers.length > 0 ? { initContainers: added.initContainers } : {}),
    containers: [
      {
        name: 'headlamp',
        image: headlampUpstream.images.headlamp.reference,
        args: [
          '-in-cluster',
          `-in-cluster-context-name=${app.cluster.name}`,
          '-plugins-dir=/headlamp/plugins',
          `-oidc-client-id=${client.id}`,
          `-oidc-idp-issuer-url=${client.issuer}`,
          `-oidc-callback-url=https://${host}/oidc-callback`,
          `-oidc-scopes=${scopes.join(',')}`,
          `-oidc-ca-file=${ca.file}`,
          '-oidc-use-pkce',
          ...(clusters.length > 0 ? [`-kubeconfig=${directory}/${key}`] : []),
        ],
        // By environment, not by flag: arguments are readable in the process list and in the pod's manifest.
        env: [clientSecret(client)],
        ports: [{ name: 'http', containerPort: 4466 }],
        ...httpProbes({ port: 'http', live: '/', ready: '/' }),
        resources: resources({ cpu: '20m', memory: '64Mi' }, '256Mi'),
        // Its server writes the base URL into `/headlamp/frontend/index.html` at start, and ends when it cannot.
        securityContext: { ...restrictedContainer, readOnlyRootFilesystem: false },
        volumeMounts: [
          ca.volumeMount,
          { name: 'tmp', mountPath: '/tmp' },
          ...added.volumeMounts,
          // A directory: the server watches the file, and a subPath would never change.
          ...(clusters.length > 0 ? [{ name: 'clusters', mountPath: directory, readOnly: true }] : []),
        ],
      },
    ],
    volumes: [
      ca.volume,
      { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
      ...added.volumes,
      ...(clusters.length > 0
        ? [{ name: 'clusters', secret: { secretName: client.secret.name, items: [{ key, path: key }] } }]
        : []),
    ],
  }
}

function clientSecret({ secret }: ConfidentialClient): k8s.EnvVar {
  return {
    name: 'HEADLAMP_CONFIG_OIDC_CLIENT_SECRET',
    valueFrom: { secretKeyRef: { name: secret.name, key: secret.key, optional: false } },
  }
}
