import { App, type BlockStorage, type ClusterTree, type IngressController } from '@ainur/constructs'
import { k8s } from 'cdk8s-plus-28'

export interface VaultwardenProps {
  /** Publishes the web vault to the LAN. */
  readonly ingress: IngressController
  /** Holds the family's passwords. */
  readonly storage: BlockStorage
}

const labels = { 'app.kubernetes.io/name': 'vaultwarden', 'app.kubernetes.io/instance': 'vaultwarden' }

/** Vaultwarden: a password manager for the family, small enough for a Pi. */
export class Vaultwarden extends App {
  readonly url: string

  constructor(tree: ClusterTree, name: string, props: VaultwardenProps) {
    // Handing `props` on makes ingress and storage come before this app.
    super(tree, name, props)

    const secret = this.addSecretNeed({
      name: 'vaultwarden-admin',
      keys: { token: { from: 'random', bytes: 32, encoding: 'hex' } },
      why: 'Opens the /admin page.',
    })
    new k8s.KubePersistentVolumeClaim(this, 'data', {
      metadata: { name: 'vaultwarden-data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: props.storage.storageClass,
        resources: { requests: { storage: k8s.Quantity.fromString('2Gi') } },
      },
    })
    new k8s.KubeService(this, 'service', {
      metadata: { name: 'vaultwarden' },
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }],
      },
    })
    this.url = props.ingress.expose(this, {
      name: 'vaultwarden',
      host: this.cluster.host('passwords'),
      service: 'vaultwarden',
      port: 'http',
    })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: 'vaultwarden' },
      spec: {
        replicas: 1,
        // The volume can be mounted by one node at a time: the old pod must go before the new one comes.
        strategy: { type: 'Recreate' },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: this.podSpec(secret) },
      },
    })
  }

  private podSpec(secret: string): k8s.PodSpec {
    const probe = { httpGet: { path: '/alive', port: k8s.IntOrString.fromString('http') }, timeoutSeconds: 5 }
    return {
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'vaultwarden',
          image: 'ghcr.io/dani-garcia/vaultwarden:1.36.0',
          env: [
            { name: 'DOMAIN', value: this.url },
            { name: 'ROCKET_PORT', value: '8080' },
            { name: 'SIGNUPS_ALLOWED', value: 'false' },
            { name: 'ADMIN_TOKEN', valueFrom: { secretKeyRef: { name: secret, key: 'token' } } },
          ],
          ports: [{ name: 'http', containerPort: 8080 }],
          livenessProbe: { ...probe, periodSeconds: 30, failureThreshold: 5 },
          readinessProbe: probe,
          resources: {
            requests: { cpu: k8s.Quantity.fromString('25m'), memory: k8s.Quantity.fromString('96Mi') },
            limits: { memory: k8s.Quantity.fromString('256Mi') },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'vaultwarden-data' } }],
    }
  }
}
