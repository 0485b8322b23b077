import { crdsOf } from '@ainur/constructs/crds'
import { upstreams } from '@ainur/constructs/upstreams'
import type { KubeObject } from '../api/kube-object.ts'

/** The CustomResourceDefinitions of every pinned upstream, as this repository has them. */
export function pinnedCrds(): readonly KubeObject[] {
  return upstreams.flatMap((upstream): KubeObject[] => crdsOf(upstream).map((crd) => ({ ...crd })))
}
