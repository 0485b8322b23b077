import { AppError } from '../../app/app-error.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { nodeLabels } from '../../cluster/node-labels.ts'
import type { ClusterNode } from '../../cluster/node-types.ts'
import { askedOfNodes } from '../../placement/asked-of-nodes.ts'
import type { PlacementPolicy } from '../../placement/policy.ts'
import { storageNodes } from './node-metadata.ts'

/** How Longhorn is told where the pods that it makes may run, and what cannot be said that way. */
export const systemPlacement = {
  settings: "Longhorn's setting system-managed-components-node-selector",
  limit:
    'Longhorn places the pods that it makes itself by labels that must all be equal: arm64Only, amd64Only and onNodesWith() can be said, other policies cannot',
} as const

/** Labels that the nodes of Longhorn's own pods must have, as far as its policies can be said that way. */
export function systemNodeSelector(policies: readonly PlacementPolicy[]): Record<string, string> {
  return Object.fromEntries(
    policies.flatMap(askedOfNodes).flatMap(({ required, requirement: { key, operator, values = [] } }) => {
      return required && operator === 'In' && values.length === 1 ? [[key, values[0] ?? '']] : []
    }),
  )
}

/** As the setting wants it: `kubernetes.io/arch:amd64;ainur.tools/nvme:true`. */
export function selectorSetting(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}:${value}`)
    .join(';')
}

/** Disks on nodes that Longhorn is kept off would lie idle, and the replicas counted on them never be made. */
export function refuseIdleDisks(app: string, cluster: Cluster, selector: Readonly<Record<string, string>>): void {
  const idle = storageNodes(cluster).filter((node) => !carries(node, selector))
  if (idle.length === 0) return
  throw new AppError(
    app,
    'placement',
    `${app} is placed on nodes with ${selectorSetting(selector)} only, but ${idle.map(({ name }) => name).join(', ')} ${idle.length === 1 ? 'has a disk' : 'have disks'} for Longhorn`,
    'give these disks another purpose; or leave the policy out: which nodes store volumes follows from the disks, and without its pods a node cannot mount volumes either',
  )
}

function carries(node: ClusterNode, selector: Readonly<Record<string, string>>): boolean {
  const labels = nodeLabels(node)
  return Object.entries(selector).every(([key, value]) => labels[key] === value)
}
