import { addUpstreamCrds } from '../../app/add-upstream-crds.ts'
import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { resources } from '../../workload/resources.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { addAccess } from './rbac.ts'
import { sealedSecretsUpstream } from './upstream.ts'

/** What kubeseal looks for unless it is told otherwise. */
const service = 'sealed-secrets-controller'
const ports = { http: 8080, metrics: 8081 } as const

/**
 * Secrets that are kept in Git, encrypted: the kind SealedSecret, and the controller that makes a Secret of each. Only the
 * controller can open them, with a key that it makes itself and that is in no file of the tree: back it up.
 */
export class SealedSecrets extends App {
  constructor(tree: ClusterTree, name: string) {
    // The keys are in its namespace: deleting the Application must not take them along.
    super(tree, name, {}, { project: 'system-addons', cascade: false })
    addUpstreamCrds(this, sealedSecretsUpstream)
    const labels = selectorLabels(this)
    addAccess(this, labels)
    new k8s.KubeService(this, 'service', {
      metadata: { name: service, labels },
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: ports.http, targetPort: k8s.IntOrString.fromString('http') }],
      },
    })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: service, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        // Two of it would each make a key.
        strategy: { type: 'Recreate' },
        template: { metadata: { labels, annotations: scrapeAnnotations(ports.metrics) }, spec: podSpec() },
      },
    })
  }
}

function podSpec(): k8s.PodSpec {
  return {
    serviceAccountName: service,
    enableServiceLinks: false,
    securityContext: unprivilegedPod(1001, 1001),
    containers: [
      {
        name: 'controller',
        image: sealedSecretsUpstream.images.controller.reference,
        imagePullPolicy: 'IfNotPresent',
        command: ['controller'],
        args: [
          // Argo CD's health of a SealedSecret is in its status.
          '--update-status',
          '--key-prefix=sealed-secrets-key',
          `--listen-addr=:${ports.http}`,
          `--listen-metrics-addr=:${ports.metrics}`,
        ],
        ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort })),
        ...httpProbes({ port: 'http', live: '/healthz', ready: '/readyz' }),
        resources: resources({ cpu: '5m', memory: '24Mi' }, '96Mi'),
        securityContext: restrictedContainer,
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } }],
  }
}
