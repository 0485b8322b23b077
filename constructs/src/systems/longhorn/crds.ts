import { addUpstreamCrds } from '../../app/add-upstream-crds.ts'
import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
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
    addUpstreamCrds(this, longhornUpstream)
  }
}
