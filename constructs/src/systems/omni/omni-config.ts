import { omniPorts } from './ports.ts'
import type { OmniProps } from './props.ts'
import { proxySubdomain } from './workload-proxy.ts'

export interface OmniHosts {
  readonly api: string
  readonly kubernetesProxy: string
  readonly machineApi: string
}

export interface OmniConfigInput
  extends Pick<OmniProps, 'accountId' | 'address' | 'eula' | 'workloadProxy' | 'backups'> {
  readonly clusterName: string
  readonly hosts: OmniHosts
  readonly admins: readonly string[]
  readonly oidc: { readonly issuer: string; readonly clientId: string }
}

/** Where Omni keeps everything that must survive a restart. */
export const dataDirectory = '/data'

/** Key that unlocks the embedded etcd; without it the data cannot be read again. */
export const etcdKeyFile = '/omni.asc'

/**
 * Omni's configuration without its one secret, the OIDC client's, which a second file adds.
 *
 * @see https://github.com/siderolabs/omni/blob/v1.10.4/internal/pkg/config/schema.json
 */
export function omniConfig(input: OmniConfigInput) {
  const { clusterName, accountId, address, eula, hosts, admins, oidc } = input
  return {
    account: { id: accountId, name: clusterName },
    eulaAccept: { name: eula.name, email: eula.email },
    auth: {
      // On by default, and never to be undone once a database was made with it.
      auth0: { enabled: false },
      oidc: {
        enabled: true,
        providerURL: oidc.issuer,
        clientID: oidc.clientId,
        scopes: ['openid', 'profile', 'email'],
      },
      initialUsers: [...admins],
    },
    services: {
      api: { advertisedURL: `https://${hosts.api}`, endpoint: `0.0.0.0:${omniPorts.api}` },
      kubernetesProxy: {
        advertisedURL: `https://${hosts.kubernetesProxy}`,
        endpoint: `0.0.0.0:${omniPorts.kubernetesProxy}`,
      },
      machineAPI: { advertisedURL: `https://${hosts.machineApi}`, endpoint: `0.0.0.0:${omniPorts.machineApi}` },
      siderolink: {
        // Each machine gets a token of its own, as in upstream's chart.
        joinTokensMode: 'strict',
        // By default it is the port of the machine API, which listens on all addresses, those of the tunnel included: the
        // second of the two to start would end Omni.
        eventSinkPort: omniPorts.eventSink,
        wireGuard: {
          // Machines reach it by address: WireGuard starts before they can resolve names.
          advertisedEndpoint: `${address}:${omniPorts.wireGuard}`,
          endpoint: `0.0.0.0:${omniPorts.wireGuard}`,
        },
      },
      // Below Omni's own host; by default it would be a name beside that, of the whole domain.
      workloadProxy: input.workloadProxy
        ? { enabled: true, subdomain: proxySubdomain, useOmniSubdomain: true }
        : { enabled: false },
      metrics: { endpoint: `0.0.0.0:${omniPorts.metrics}` },
    },
    etcdBackup: input.backups ? { s3Enabled: true } : { localPath: `${dataDirectory}/etcd-backup` },
    storage: {
      default: {
        kind: 'etcd',
        etcd: { embedded: true, embeddedDBPath: `${dataDirectory}/etcd/`, privateKeySource: `file://${etcdKeyFile}` },
      },
      sqlite: { path: `${dataDirectory}/secondary-storage/sqlite.db` },
    },
  }
}
