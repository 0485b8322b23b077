import { createHash } from 'node:crypto'
import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { registerConfidentialClient } from '../../app/confidential-client.ts'
import type { IngressController } from '../../app/roles.ts'
import { withSettings } from '../../app/with-settings.ts'
import { k8s } from '../../k8s.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { backupSecretNeed } from './backups.ts'
import { addDeployment } from './deployment.ts'
import { type OmniHosts, omniConfig } from './omni-config.ts'
import { omniPorts } from './ports.ts'
import { type OmniProps, readOmniProps } from './props.ts'
import { addServices, omniServices } from './services.ts'
import { judgeSettings } from './settings.ts'
import { proxySubdomain } from './workload-proxy.ts'

const configMap = 'omni'
const claim = 'omni'
const etcdKey = { name: 'omni-etcd-key', key: 'omni.asc' }

/** Sidero Omni: makes and manages Talos clusters. */
export class Omni extends App {
  readonly url: string

  constructor(tree: ClusterTree, name: string, props: OmniProps) {
    // Its volume holds every key of the clusters that it manages: removing the Application must not remove them.
    super(tree, name, props, { cascade: false })
    const { cluster } = this
    const read = readOmniProps(this, props)
    const { address, backups, identity, ingress, loadBalancer, storage, trust, workloadProxy } = read
    this.reserveAddress(address)
    const hosts: OmniHosts = {
      api: cluster.host('omni'),
      kubernetesProxy: cluster.host('omni-kubernetes'),
      machineApi: cluster.host('omni-siderolink'),
    }
    trust.inject(this)
    this.url = exposeHosts(this, ingress, hosts)
    for (const prefix of new Set(workloadProxy?.prefixes)) exposeService(this, ingress, prefix, hosts)
    addServices(this, loadBalancer, address)

    const client = registerConfidentialClient(identity, this, {
      id: 'omni',
      displayName: 'Omni',
      redirectUris: [`https://${hosts.api}/oidc/consume`],
      // Omni reads its secret from a configuration file only, and merges several.
      secretKeys: { 'config.yaml': { from: 'template', text: secretConfig('client-secret') } },
    })
    this.addSecretNeed({
      name: etcdKey.name,
      keys: { [etcdKey.key]: { from: 'openpgp-key', identity: `Omni of ${cluster.name}` } },
      why: 'Unlocks the database of Omni; without it no backup can be read either',
    })
    if (backups) this.addSecretNeed(backupSecretNeed(backups))
    new k8s.KubePersistentVolumeClaim(this, 'claim', {
      metadata: { name: claim },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: storage.storageClass,
        resources: { requests: { storage: k8s.Quantity.fromString('16Gi') } },
      },
    })
    const own = omniConfig({
      ...read,
      clusterName: cluster.name,
      hosts,
      admins: cluster.identity.admins,
      oidc: { issuer: client.issuer, clientId: client.id },
    })
    for (const problem of judgeSettings(read.settings ?? {}, own)) this.report(problem)
    const config = configYaml(withSettings(own, read.settings))
    new k8s.KubeConfigMap(this, 'config', { metadata: { name: configMap }, data: { 'config.yaml': config } })
    addDeployment(this, {
      trust,
      configMap,
      configChecksum: createHash('sha256').update(config).digest('hex'),
      oidcSecret: client.secret.name,
      etcdKey,
      claim,
    })
  }
}

function exposeHosts(app: App, ingress: IngressController, hosts: OmniHosts): string {
  const h2c = { service: omniServices.main, scheme: 'h2c' } as const
  const url = ingress.expose(app, { name: 'omni', host: hosts.api, port: omniPorts.api, ...h2c })
  ingress.expose(app, { name: 'omni-siderolink', host: hosts.machineApi, port: omniPorts.machineApi, ...h2c })
  ingress.expose(app, {
    name: 'omni-kubernetes',
    host: hosts.kubernetesProxy,
    service: omniServices.kubernetesProxy,
    port: omniPorts.kubernetesProxy,
  })
  return url
}

/** Omni tells a service of a managed cluster by its host, at the port of its own interface. */
function exposeService(app: App, ingress: IngressController, prefix: string, hosts: OmniHosts): void {
  ingress.expose(app, {
    name: `omni-proxy-${prefix}`,
    host: `${prefix}.${proxySubdomain}.${hosts.api}`,
    service: omniServices.main,
    port: omniPorts.api,
    scheme: 'h2c',
  })
}

/** The part of the configuration that is secret, as the text of a template: `${key}` stands for a key's value. */
function secretConfig(key: string): string {
  return `auth:\n  oidc:\n    clientSecret: "\${${key}}"\n`
}
