import { type BundledWorkload, distributionOf, presentComponents } from '@ainur/constructs'
import { replacedBy } from '../checks/references/distribution-objects.ts'
import type { Rendering } from '../model/rendering.ts'
import type { Workload } from '../pods/workload.ts'

const namespace = 'kube-system'

/** Workloads that the Kubernetes distribution brings, as far as they weigh something and the tree does not replace them. */
export function distributionWorkloads({
  cluster,
  objects,
  apps,
}: Pick<Rendering, 'cluster' | 'objects' | 'apps'>): Workload[] {
  const { distribution } = cluster.kubernetes
  const inTree = new Set(
    objects
      .filter(({ object }) => object.metadata.namespace === namespace)
      .map(({ object }) => `${object.kind} ${object.metadata.name}`),
  )
  return presentComponents(distributionOf(distribution), replacedBy(apps))
    .flatMap(({ workloads }) => workloads ?? [])
    .filter(({ kind, name }) => !inTree.has(`${kind} ${name}`))
    .map((workload) => bundled(distribution, workload))
}

function bundled(distribution: string, { kind, name, labels, replicas, requests }: BundledWorkload): Workload {
  const perNode = kind === 'DaemonSet'
  return {
    app: `(${distribution})`,
    ref: { apiVersion: 'apps/v1', kind, namespace, name },
    policies: [],
    from: 'release',
    release: distribution,
    template: {
      path: 'spec.template.spec',
      labels,
      workloadType: perNode ? 'per-node' : 'replicated',
      replicas: replicas ?? 1,
      edit: 'none',
      spec: {
        // Bundled images exist for every architecture that the distribution itself runs on.
        containers: [{ name, image: 'rancher/mirrored', resources: { requests } }],
        tolerations: perNode
          ? [{ operator: 'Exists' }]
          : [
              { key: 'CriticalAddonsOnly', operator: 'Exists' },
              { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
            ],
      },
    },
  }
}
