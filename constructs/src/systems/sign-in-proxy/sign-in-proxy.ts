import { createHash } from 'node:crypto'
import { Construct } from 'constructs'
import type { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { type ConfidentialClient, registerConfidentialClient } from '../../app/confidential-client.ts'
import type { IdentityProvider, IngressController, Trust } from '../../app/roles.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { labCaDirectory } from '../../workload/lab-ca-directory.ts'
import { resources } from '../../workload/resources.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { grantsFor } from '../identity/grants.ts'
import { proxyArguments } from './arguments.ts'
import { oauth2ProxyUpstream } from './upstream.ts'

/** The apps that a sign-in needs. */
export interface SignIn {
  readonly identity: IdentityProvider
  readonly ingress: IngressController
  readonly trust: Trust
}

export interface SignInProxyProps extends SignIn {
  /** Id of the OIDC client, and prefix of all objects; unique in the cluster. */
  readonly name: string
  /** Shown to the person who signs in. */
  readonly displayName: string
  /** Fully qualified host. */
  readonly host: string
  /** The Service behind, in the same namespace. */
  readonly service: string
  readonly port: number
  /** Labels of its pods, and their selector, which never changes. @default made of the app's name and `name` */
  readonly podLabels?: Readonly<Record<string, string>>
  /** E-mail addresses of those who may pass. @default the admins of the definition; with `allowedGroups` any address */
  readonly allowed?: readonly string[]
  /**
   * Groups whose members may pass, as tokens have them: `our-lab:ops`, or names of `identity.groups` for the people whose
   * password Dex checks. With `allowed`, both must hold. @default none is asked for
   */
  readonly allowedGroups?: readonly string[]
}

const httpPort = 4180
/** Of its own: what comes in by the other one has to sign in. The number is that of upstream's chart. */
const metricsPort = 44180
const user = 65532
const emailsDirectory = '/etc/oauth2-proxy'
const cookieKey = 'cookie-secret'

/**
 * oauth2-proxy in front of a web interface that has no sign-in of its own.
 *
 * It publishes `host`, and passes on only people on its list. Keep other pods away from the Service behind it with a
 * NetworkPolicy: `podLabels` are the ones to let in.
 */
export class SignInProxy extends Construct {
  readonly url: string
  readonly podLabels: Readonly<Record<string, string>>

  constructor(app: App, id: string, props: SignInProxyProps) {
    super(app, id)
    const { name, host, trust } = props
    const objectName = `${name}-sign-in`
    this.podLabels = props.podLabels ?? selectorLabels(app, objectName.replace(`${app.appName}-`, ''))
    trust.inject(app)
    this.url = props.ingress.expose(app, { name, host, service: objectName, port: 'http' })
    const client = registerConfidentialClient(props.identity, app, {
      id: name,
      displayName: props.displayName,
      redirectUris: [`${this.url}/oauth2/callback`],
      // 32 characters: the length that oauth2-proxy asks of a key.
      secretKeys: { [cookieKey]: { from: 'random', bytes: 16, encoding: 'hex' } },
    })
    this.#addObjects(app, props, objectName, client)
  }

  #addObjects(app: App, props: SignInProxyProps, name: string, client: ConfidentialClient): void {
    const labels = { ...this.podLabels }
    const list = allowedEmails(app, props)
    const emails = list && `${list.join('\n')}\n`
    if (emails) new k8s.KubeConfigMap(this, 'emails', { metadata: { name, labels }, data: { emails } })
    new k8s.KubeService(this, 'service', {
      metadata: { name, labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
    })
    // oauth2-proxy watches the list, but kubelet may take minutes to bring a new one: a new pod has it at once.
    const annotations = {
      ...scrapeAnnotations(metricsPort),
      ...(emails && { 'checksum/emails': createHash('sha256').update(emails).digest('hex') }),
    }
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations },
          spec: this.#podSpec(app, props, client, emails ? name : undefined),
        },
      },
    })
  }

  /** @param emails ConfigMap with the list of addresses */
  #podSpec(app: App, props: SignInProxyProps, client: ConfidentialClient, emails: string | undefined): k8s.PodSpec {
    const ca = labCaDirectory(props.trust)
    const { secret } = client
    const fromSecret = (variable: string, key: string) => ({
      name: variable,
      valueFrom: { secretKeyRef: { name: secret.name, key } },
    })
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: unprivilegedPod(user, user),
      containers: [
        {
          name: 'oauth2-proxy',
          image: oauth2ProxyUpstream.images.proxy.reference,
          imagePullPolicy: 'IfNotPresent',
          args: proxyArguments({
            clientId: client.id,
            issuer: client.issuer,
            url: this.url,
            upstream: `http://${props.service}:${props.port}`,
            emailsFile: emails && `${emailsDirectory}/emails`,
            groups: props.allowedGroups ?? [],
            caFile: ca.file,
            httpPort,
            metricsPort,
            podNetworks: podNetworks(app.cluster),
          }),
          env: [
            fromSecret('OAUTH2_PROXY_CLIENT_SECRET', secret.key),
            fromSecret('OAUTH2_PROXY_COOKIE_SECRET', cookieKey),
          ],
          ports: [
            { name: 'http', containerPort: httpPort },
            { name: 'metrics', containerPort: metricsPort },
          ],
          ...httpProbes({ port: 'http', live: '/ping', ready: '/ready' }),
          resources: resources({ cpu: '10m', memory: '24Mi' }, '96Mi'),
          securityContext: restrictedContainer,
          volumeMounts: [
            ca.volumeMount,
            ...(emails ? [{ name: 'emails', mountPath: emailsDirectory, readOnly: true }] : []),
          ],
        },
      ],
      volumes: [ca.volume, ...(emails ? [{ name: 'emails', configMap: { name: emails } }] : [])],
    }
  }
}

function podNetworks({ kubernetes, network }: Cluster): string[] {
  return [distributionOf(kubernetes.distribution).networks.pods, network.ipv6?.pods].filter(
    (each) => each !== undefined,
  )
}

/** The addresses that may pass; undefined: any, because a group decides. */
function allowedEmails(app: App, { allowed, allowedGroups, name }: SignInProxyProps): readonly string[] | undefined {
  if (!allowed && allowedGroups?.length) return undefined
  const emails =
    allowed ??
    grantsFor(app.cluster)
      .filter(({ level, subject }) => level === 'admin' && subject.kind === 'email')
      .map(({ subject }) => subject.name)
  if (emails.length > 0) return [...emails].sort()
  const message = `nobody may pass the sign-in of "${name}": identity.admins is empty, and no other list was given`
  app.report(appInvalid.problem('identity.admins', message, 'Name at least one e-mail address there.'), 'definition')
  return []
}
