import type { Rendering } from '../model/rendering.ts'
import type { Workload } from '../pods/workload.ts'

interface Bundled {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly requests: Readonly<Record<string, string>>
}

/**
 * What k3s runs besides the tree and requests something for. Traefik and the local-path provisioner request nothing.
 *
 * @see https://github.com/k3s-io/k3s/tree/master/manifests (coredns.yaml, metrics-server/)
 */
const k3s: readonly Bundled[] = [
  { name: 'coredns', labels: { 'k8s-app': 'kube-dns' }, requests: { cpu: '100m', memory: '70Mi' } },
  { name: 'metrics-server', labels: { 'k8s-app': 'metrics-server' }, requests: { cpu: '100m', memory: '70Mi' } },
]

/** Workloads that the Kubernetes distribution brings, as far as they weigh something and the tree does not replace them. */
export function distributionWorkloads({ cluster, objects }: Pick<Rendering, 'cluster' | 'objects'>): Workload[] {
  if (cluster.kubernetes.distribution !== 'k3s') return []
  const inTree = new Set(
    objects
      .filter(({ object }) => object.kind === 'Deployment' && object.metadata.namespace === 'kube-system')
      .map(({ object }) => object.metadata.name),
  )
  return k3s
    .filter(({ name }) => !inTree.has(name))
    .map(({ name, labels, requests }) => ({
      app: '(k3s)',
      ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name },
      policies: [],
      from: 'release',
      release: 'k3s',
      template: {
        path: 'spec.template.spec',
        labels,
        lifetime: 'replicated',
        replicas: 1,
        edit: 'none',
        spec: {
          // Bundled images exist for every architecture that k3s itself runs on.
          containers: [{ name, image: 'rancher/mirrored', resources: { requests } }],
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
          ],
        },
      },
    }))
}
