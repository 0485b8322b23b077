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
import { snapshotControllerUpstream } from './upstream.ts'

const port = 8080

/**
 * Kubernetes' half of volume snapshots, which no distribution brings: the kinds VolumeSnapshot, VolumeSnapshotContent and
 * VolumeSnapshotClass, and the controller that pairs them. The other half is the CSI driver's, such as Longhorn's.
 *
 * The kinds stay when the app goes: a snapshot whose definition is removed is deleted with it.
 */
export class SnapshotController extends App {
  /** What storage looks for in an app that it is handed. */
  readonly pairsSnapshots = true

  constructor(tree: ClusterTree, name: string) {
    super(tree, name, {}, { project: 'system-addons' })
    addUpstreamCrds(this, snapshotControllerUpstream)
    const labels = selectorLabels(this)
    addAccess(this, labels)
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: 'snapshot-controller', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels, annotations: scrapeAnnotations(port) }, spec: podSpec() },
      },
    })
  }
}

function podSpec(): k8s.PodSpec {
  return {
    serviceAccountName: 'snapshot-controller',
    enableServiceLinks: false,
    securityContext: unprivilegedPod(65532, 65532),
    containers: [
      {
        name: 'snapshot-controller',
        image: snapshotControllerUpstream.images.controller.reference,
        imagePullPolicy: 'IfNotPresent',
        args: [
          '--v=2',
          // During an update the old pod and the new one overlap: only one may work.
          '--leader-election=true',
          `--http-endpoint=:${port}`,
        ],
        ports: [{ name: 'http', containerPort: port }],
        ...httpProbes({ port: 'http', live: '/metrics', ready: '/metrics' }),
        resources: resources({ cpu: '5m', memory: '24Mi' }, '128Mi'),
        securityContext: restrictedContainer,
      },
    ],
  }
}
