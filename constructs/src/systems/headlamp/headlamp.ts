import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { type ConfidentialClient, registerConfidentialClient } from '../../app/confidential-client.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { IdentityProvider, IngressController, Trust } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { labCaDirectory } from '../../workload/lab-ca-directory.ts'
import { newBeforeOld } from '../../workload/new-before-old.ts'
import { resources } from '../../workload/resources.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { headlampUpstream } from './upstream.ts'

export interface HeadlampProps {
  readonly ingress: IngressController
  readonly identity: IdentityProvider
  readonly trust: Trust
}

const shape: PropsShape<HeadlampProps> = {
  ingress: roleReferences.ingress,
  identity: roleReferences.identity,
  trust: roleReferences.trust,
}

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
    readProps(this, shape, props)
    const host = this.cluster.host('headlamp')
    this.url = props.ingress.expose(this, { name: 'headlamp', host, service: 'headlamp', port: 'http' })
    props.trust.inject(this)
    const client = registerConfidentialClient(props.identity, this, {
      id: 'headlamp',
      displayName: 'Headlamp',
      forKubernetes: true,
      redirectUris: [`https://${host}/oidc-callback`],
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
        template: { metadata: { labels }, spec: podSpec(this, host, client, props.trust) },
      },
    })
  }
}

function podSpec(app: App, host: string, client: ConfidentialClient, trust: Trust): k8s.PodSpec {
  const ca = labCaDirectory(trust)
  return {
    serviceAccountName: 'headlamp',
    // In-cluster mode reads the API server's address and CA from this mount and does not start without its token. The
    // token is worth nothing: no role is bound to the account.
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    securityContext: unprivilegedPod(100, 101),
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
          // The default lacks `groups`, and role bindings to groups would then never match.
          '-oidc-scopes=profile,email,groups',
          `-oidc-ca-file=${ca.file}`,
          '-oidc-use-pkce',
        ],
        // By environment, not by flag: arguments are readable in the process list and in the pod's manifest.
        env: [clientSecret(client)],
        ports: [{ name: 'http', containerPort: 4466 }],
        ...httpProbes({ port: 'http', live: '/', ready: '/' }),
        resources: resources({ cpu: '20m', memory: '64Mi' }, '256Mi'),
        // Its server writes the base URL into `/headlamp/frontend/index.html` at start, and ends when it cannot.
        securityContext: { ...restrictedContainer, readOnlyRootFilesystem: false },
        volumeMounts: [ca.volumeMount, { name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [ca.volume, { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } }],
  }
}

function clientSecret({ secret }: ConfidentialClient): k8s.EnvVar {
  return {
    name: 'HEADLAMP_CONFIG_OIDC_CLIENT_SECRET',
    valueFrom: { secretKeyRef: { name: secret.name, key: secret.key, optional: false } },
  }
}
