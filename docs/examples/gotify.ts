import { type BlockStorage, type ClusterTree, ContainerApp, type IngressController } from '@ainur/constructs'

export interface GotifyProps {
  readonly ingress: IngressController
  readonly storage: BlockStorage
}

/** Gotify: notifications on the family's phones. */
export function addGotify(cluster: ClusterTree, { ingress, storage }: GotifyProps): ContainerApp {
  return new ContainerApp(cluster, 'gotify', {
    image: 'ghcr.io/gotify/server:3.1.1',
    port: 8080,
    ingress,
    host: 'push',
    user: 1000,
    health: '/health',
    volumes: { data: { path: '/app/data', size: '1Gi', storage, backup: true } },
    environment: {
      GOTIFY_SERVER_PORT: 8080,
      GOTIFY_DEFAULTUSER_PASS: { from: 'random', bytes: 16, encoding: 'alphanumeric' },
    },
    resources: { cpu: '10m', memory: '32Mi', memoryLimit: '128Mi' },
  })
}
