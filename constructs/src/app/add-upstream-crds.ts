import { ApiObject } from 'cdk8s'
import { crdsOf } from '../upstream/crds.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { App } from './app.ts'
import { keepInCluster } from './keep-in-cluster.ts'

/**
 * Adds the CustomResourceDefinitions of a pinned upstream to `app`: those that `npm run generate` made, so that the tree
 * holds them, a diff shows them, and no node clones a repository for them.
 *
 * Argo CD never removes them: a definition that goes takes every object of its kind along.
 */
export function addUpstreamCrds(app: App, upstream: Pick<Upstream, 'name' | 'crds'>): void {
  for (const { metadata, ...crd } of crdsOf(upstream)) {
    new ApiObject(app, `crd-${metadata.name}`, {
      ...crd,
      metadata: { ...metadata, annotations: { ...metadata.annotations, ...keepInCluster } },
    })
  }
}
