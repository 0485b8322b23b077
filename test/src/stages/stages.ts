import { groupOf } from '@ainur/render/group-of'
import type { KubeObject } from '../api/kube-object.ts'
import { customResourceStages } from './custom-resource-stages.ts'
import { networkStages } from './network-stages.ts'
import { nodeStages } from './node-stages.ts'
import { podStages } from './pod-stages.ts'
import type { SimulatedStage } from './stage.ts'
import { volumeStages } from './volume-stages.ts'

/** An address from the block reserved for documentation, for clusters that name no pool. */
const documentationAddress = '192.0.2.10'

/** Everything that a process cluster simulates. @param fallbackAddress see `networkStages` */
export function allStages(fallbackAddress = documentationAddress): readonly SimulatedStage[] {
  return [...nodeStages, ...podStages, ...networkStages(fallbackAddress), ...volumeStages, ...customResourceStages]
}

/** Those whose kind the cluster serves: kwok gives up on a kind without a CustomResourceDefinition. */
export function servedStages(
  stages: readonly SimulatedStage[],
  crds: readonly KubeObject[],
): readonly SimulatedStage[] {
  const served = new Set(crds.map((crd) => `${crd.spec.group}/${crd.spec.names.kind}`))
  return stages.filter(({ apiGroup, kind }) => !isCustom(apiGroup) || served.has(`${groupOf(apiGroup)}/${kind}`))
}

/** Built-in groups are `v1`, `apps/v1` and those below `k8s.io`. */
function isCustom(apiGroup: string): boolean {
  const group = groupOf(apiGroup)
  return group.includes('.') && !group.endsWith('.k8s.io')
}
