import { type BlockStorage, type ClusterTree, ContainerApp, type IngressController } from '@ainur/constructs'

export interface VaultwardenProps {
  /** Publishes the web vault to the LAN. */
  readonly ingress: IngressController
  /** Holds the family's passwords. */
  readonly storage: BlockStorage
}

/** Vaultwarden: a password manager for the family, small enough for a Pi. */
export class Vaultwarden extends ContainerApp {
  constructor(tree: ClusterTree, name: string, { ingress, storage }: VaultwardenProps) {
    const host = 'passwords'
    super(tree, name, {
      image: 'ghcr.io/dani-garcia/vaultwarden:1.36.0',
      port: 8080,
      ingress,
      host,
      user: 1000,
      health: '/alive',
      volumes: { data: { path: '/data', size: '2Gi', storage, backup: true } },
      environment: {
        DOMAIN: `https://${tree.definition.host(host)}`,
        ROCKET_PORT: 8080,
        SIGNUPS_ALLOWED: false,
        ADMIN_TOKEN: { from: 'random', bytes: 32, encoding: 'hex' },
      },
      resources: { cpu: '25m', memory: '96Mi', memoryLimit: '256Mi' },
    })
  }
}
