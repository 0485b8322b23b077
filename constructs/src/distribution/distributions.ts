import type { Distribution } from './distribution.ts'
import { k3s } from './k3s/k3s.ts'
import { kubeadm } from './kubeadm/kubeadm.ts'
import { talos } from './talos/talos.ts'

/** Every distribution, by the word that a definition uses. One folder and one line each. */
export const distributions = { k3s, talos, kubeadm } as const satisfies Readonly<Record<string, Distribution>>

/** The word by which a definition names a distribution. */
export type DistributionId = keyof typeof distributions

export const distributionIds = Object.keys(distributions) as readonly DistributionId[]

/** The one that examples are written for. */
export const exampleDistribution: DistributionId = 'k3s'

/** The facts about `id`. */
export function distributionOf(id: DistributionId): Distribution {
  return distributions[id]
}
