import { App, type ClusterTree } from '@ainur/constructs'

export interface NfsStorageProps {
  /** Address of the machine that shares the folder: `cluster.definition.machine('nas').address`. */
  readonly server: string
  /** The shared folder; each claim becomes a folder in it. */
  readonly path: string
}

const chart = 'nfs-subdir-external-provisioner'

/** Volumes in a folder of a NAS, by a chart that Argo CD renders. */
export class NfsStorage extends App {
  readonly storageClass = 'nfs'
  readonly replicas = 1

  constructor(tree: ClusterTree, name: string, { server, path }: NfsStorageProps) {
    super(tree, name)
    const namespace = this.appNamespace
    const resources = { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } }
    this.addRelease({
      name: chart,
      source: {
        type: 'chart',
        repoURL: 'https://kubernetes-sigs.github.io/nfs-subdir-external-provisioner/',
        chart,
        version: '4.0.18',
        values: {
          nfs: { server, path },
          storageClass: { name: this.storageClass, accessModes: 'ReadWriteMany' },
          resources,
        },
      },
      contents: {
        namespaces: [namespace],
        clusterKinds: [
          'rbac.authorization.k8s.io/ClusterRole',
          'rbac.authorization.k8s.io/ClusterRoleBinding',
          'storage.k8s.io/StorageClass',
        ],
        workloads: [
          {
            kind: 'Deployment',
            namespace,
            name: chart,
            placedBy: { values: '' },
            podSpec: {
              containers: [{ name: chart, image: `registry.k8s.io/sig-storage/${chart}:v4.0.2`, resources }],
              volumes: [{ name: 'root', nfs: { server, path } }],
            },
          },
        ],
        provides: [{ group: 'storage.k8s.io', kind: 'StorageClass', name: this.storageClass }],
      },
      facts: `https://github.com/kubernetes-sigs/${chart}/tree/${chart}-4.0.18/charts/${chart}`,
    })
  }
}
