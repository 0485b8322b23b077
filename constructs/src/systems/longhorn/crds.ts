import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { providedCrds } from '../../app/provided-crds.ts'
import { longhornKinds } from './kinds.ts'
import { longhornNamespace } from './names.ts'
import { longhornUpstream } from './upstream.ts'

/**
 * Longhorn's CRDs, in an app of their own that nothing deletes: without the CRD `volumes` every volume would be gone.
 */
export class LonghornCrds extends App {
  constructor(tree: ClusterTree, name: string) {
    super(
      tree,
      name,
      {},
      { namespace: longhornNamespace, ownNamespace: false, project: 'system-addons', cascade: false, prune: false },
    )
    this.addRelease({
      name: 'longhorn-crds',
      source: {
        type: 'git',
        repoURL: 'https://github.com/longhorn/longhorn-manager.git',
        version: longhornUpstream.version,
        path: 'k8s',
        include: 'crds.yaml',
      },
      contents: {
        namespaces: [longhornNamespace],
        clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
        workloads: [],
        provides: providedCrds(longhornKinds.map((kind) => `${kind}.longhorn.io`)),
      },
      facts: `https://github.com/longhorn/longhorn-manager/blob/${longhornUpstream.version}/k8s/crds.yaml`,
    })
  }
}
