import { createHash } from 'node:crypto'
import { addUpstreamCrds } from '../../app/add-upstream-crds.ts'
import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { bundledConfiguration } from '../../app/bundled-configuration.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { configShape } from '../../app/config-shape.ts'
import { kubectlClient } from '../../app/kubectl-client.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type {
  ClusterDns,
  IdentityProvider,
  IngressController,
  OidcClient,
  OidcClientRequest,
  Trust,
} from '../../app/roles.ts'
import { optional } from '../../cluster/shapes.ts'
import { k8s } from '../../k8s.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { checkIdentity } from './check-identity.ts'
import { clientSecretEnv, copyName, judgeClient, type RegisteredClient } from './clients.ts'
import { type DexSettings, dexSettingsTable } from './config-table.ts'
import { connectorSecretEnv, connectorSecretFile, connectorSecretNeed } from './connectors.ts'
import { addDeployment } from './deployment.ts'
import { dexConfig } from './dex-config.ts'
import { addRbac } from './rbac.ts'
import { userSecretEnv, userSecretNeed } from './static-users.ts'
import { dexUpstream } from './upstream.ts'

export interface DexProps {
  readonly ingress: IngressController
  readonly trust: Trust
  /**
   * Pods that sign people in resolve the issuer's host through it. Needed where the distribution's own CoreDNS can be
   * given it, as on k3s; elsewhere the DNS servers of the nodes may know the host instead. @default none
   */
  readonly dns?: ClusterDns
  /** Lifetimes of tokens, theme, logging, …: fields of Dex's configuration, and no others. @default see the README */
  readonly settings?: DexSettings
}

const shape: PropsShape<DexProps> = {
  ingress: roleReferences.ingress,
  trust: roleReferences.trust,
  dns: optional(roleReferences.dns),
  settings: optional(configShape(dexSettingsTable)),
}

const serviceAccount = 'dex'
const configMap = 'dex'

/** Dex: signs people in for every app that registers as its client. */
export class Dex extends App implements IdentityProvider {
  readonly issuer: string
  readonly isPublic: boolean
  readonly #clients: RegisteredClient[] = []
  readonly #trust: Trust
  readonly #settings: DexSettings | undefined
  #completed = false

  constructor(tree: ClusterTree, name: string, props: DexProps) {
    super(tree, name, props)
    const { dns, settings } = readProps(this, shape, props)
    this.#reportWithoutDns(dns)
    this.#trust = props.trust
    this.#settings = settings
    const host = this.cluster.host('dex')
    this.issuer = `https://${host}`
    this.isPublic = props.trust.isPublic(host)

    addUpstreamCrds(this, dexUpstream)
    new k8s.KubeServiceAccount(this, 'service-account', { metadata: { name: serviceAccount } })
    addRbac(this, serviceAccount)
    const labels = selectorLabels(this)
    new k8s.KubeService(this, 'service', {
      metadata: { name: 'dex', labels },
      spec: {
        selector: labels,
        ports: [
          { name: 'http', port: 5556, targetPort: k8s.IntOrString.fromString('http') },
          { name: 'telemetry', port: 5558, targetPort: k8s.IntOrString.fromString('telemetry') },
        ],
      },
    })
    props.trust.inject(this)
    props.ingress.expose(this, { name: 'dex', host, service: 'dex', port: 'http' })
    this.#addIdentityNeeds()
    this.#take({ ...kubectlClient, consumer: this.appName })
  }

  /**
   * Registers `consumer` as a client. Reports an id that is taken, a redirect URI that is not exact, and a request that
   * comes after the configuration was written.
   */
  registerClient(consumer: App, request: OidcClientRequest): OidcClient {
    if (this.#completed) {
      const message = `client "${request.id}" comes too late: ${this.appName} has already written its configuration`
      const remedy = 'Register in the constructor of the consumer, not in its complete().'
      consumer.report(appInvalid.problem(`registerClient("${request.id}")`, message, remedy))
    }
    const client = { ...request, consumer: consumer.appName }
    const problems = judgeClient(client, this.#clients)
    for (const problem of problems) consumer.report(problem)
    this.#take(client)
    consumer.dependOn(this, 'signing in')
    if (request.public) return { id: request.id, issuer: this.issuer }
    return { id: request.id, issuer: this.issuer, secret: this.#clientSecret(consumer, client, problems.length === 0) }
  }

  override complete(): void {
    this.#completed = true
    const { identity, name: clusterName } = this.cluster
    checkIdentity(this, this.#clients)
    // Sorted, so that moving a line in the owner's index.ts does not restart Dex.
    const clients = [...this.#clients].sort((a, b) => (a.id < b.id ? -1 : 1))
    const config = configYaml(
      dexConfig({ issuer: this.issuer, clusterName, identity, clients, settings: this.#settings }),
    )
    new k8s.KubeConfigMap(this, 'config', { metadata: { name: configMap }, data: { 'config.yaml': config } })
    addDeployment(this, {
      serviceAccount,
      configMap,
      configChecksum: createHash('sha256').update(config).digest('hex'),
      secretEnv: [
        ...clients.filter((client) => !client.public).map(clientSecretEnv),
        ...identity.connectors.flatMap(connectorSecretEnv),
        ...userSecretEnv(identity),
      ],
      secretFiles: identity.connectors.flatMap((connector) => connectorSecretFile(connector) ?? []),
      trust: this.#trust,
    })
  }

  #take(client: RegisteredClient): void {
    this.#clients.push(client)
    if (client.forKubernetes) this.addTokenAudience({ issuer: this.issuer, audience: client.id })
  }

  #reportWithoutDns(dns: ClusterDns | undefined): void {
    // Elsewhere it costs a CoreDNS of one's own, which not everybody wants.
    if (dns || !bundledConfiguration(this.appName, this.cluster, 'cluster-dns', undefined)) return
    const message = `${this.appName} is given no dns, so pods would not find the host of its issuer on a LAN whose DNS does not know it`
    this.report(appInvalid.problem('dns', message, "Hand it the cluster's: new CoreDns(cluster, 'cluster-dns')."))
  }

  /** @param usable whether the client's id makes names of Secrets */
  #clientSecret(consumer: App, client: RegisteredClient, usable: boolean): NonNullable<OidcClient['secret']> {
    const name = `oidc-${client.id}`
    const key = 'client-secret'
    if (!usable) return { name, key }
    consumer.addSecretNeed({
      name,
      labels: client.secretLabels,
      keys: { [key]: { from: 'random', bytes: 32, encoding: 'hex' }, ...client.secretKeys },
      why: `${client.displayName} proves to Dex with it that it is the client "${client.id}"`,
    })
    this.addSecretNeed({
      name: copyName(client),
      keys: { [key]: { from: 'copy', namespace: consumer.appNamespace, name, key } },
      why: `Dex recognises the client "${client.id}" by it`,
    })
    return { name, key }
  }

  #addIdentityNeeds(): void {
    const { identity } = this.cluster
    for (const connector of identity.connectors) {
      const need = connectorSecretNeed(connector)
      if (need) this.addSecretNeed(need)
    }
    const users = userSecretNeed(identity)
    if (users) this.addSecretNeed(users)
  }
}
