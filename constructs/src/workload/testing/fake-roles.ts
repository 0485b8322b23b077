import { App } from '../../app/app.ts'
import type {
  BlockStorage,
  ClusterDns,
  IdentityProvider,
  IngressController,
  LoadBalancer,
  OidcClient,
  OidcClientRequest,
  Route,
  Trust,
} from '../../app/roles.ts'

/** Remembers what was asked of it. */
export class FakeTrust extends App implements Trust {
  readonly bundle = { configMap: 'lab-ca', key: 'ca.crt' }
  readonly roots = { configMap: 'lab-ca', key: 'ca.crt' }
  readonly injected: string[] = []

  inject(consumer: App): void {
    this.injected.push(consumer.appName)
  }

  injectRoots(consumer: App): void {
    this.inject(consumer)
  }

  isPublic(): boolean {
    return false
  }

  issue(_consumer: App, certificate: { readonly name: string }): string {
    return `${certificate.name}-tls`
  }
}

/** Remembers the routes. */
export class FakeIngress extends App implements IngressController {
  readonly className = 'fake'
  readonly address = '192.168.20.200'
  readonly routes: (Route & { readonly app: string })[] = []

  expose(consumer: App, route: Route): string {
    this.routes.push({ app: consumer.appName, ...route })
    return `https://${route.host}`
  }
}

export class FakeDns extends App implements ClusterDns {
  readonly records = () => ({})
}

/** Remembers who asked for which address. */
export class FakeLoadBalancer extends App implements LoadBalancer {
  readonly asked: string[] = []

  serviceFields(consumer: App, address: string) {
    this.asked.push(`${consumer.appName} ${address}`)
    return { annotations: { 'fake.example.com/address': address }, loadBalancerClass: 'fake.example.com/lb' }
  }
}

export class FakeStorage extends App implements BlockStorage {
  readonly storageClass = 'fake-replicated'
  readonly replicas = 3
}

/** Hands out clients the way the real provider names them. */
export class FakeIdentity extends App implements IdentityProvider {
  readonly issuer = `https://${this.cluster.host('dex')}`
  readonly isPublic: boolean = false
  readonly requests: OidcClientRequest[] = []

  registerClient(consumer: App, request: OidcClientRequest): OidcClient {
    this.requests.push(request)
    consumer.addSecretNeed({
      name: `oidc-${request.id}`,
      labels: request.secretLabels,
      keys: { 'client-secret': { from: 'random', bytes: 32, encoding: 'hex' }, ...request.secretKeys },
      why: 'test',
    })
    return { id: request.id, issuer: this.issuer, secret: { name: `oidc-${request.id}`, key: 'client-secret' } }
  }
}
