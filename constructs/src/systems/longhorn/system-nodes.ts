import type { App } from '../../app/app.ts'
import { nodeLabels } from '../../cluster/node-labels.ts'
import type { ClusterNode } from '../../cluster/node-types.ts'
import { defineRule } from '../../finding/rule.ts'
import { askedOfNodes } from '../../placement/asked-of-nodes.ts'
import type { PlacementPolicy } from '../../placement/policy.ts'
import { storageNodes } from './node-metadata.ts'

export const idleDisk = defineRule('longhorn-disk-idle', 'error', {
  title: 'a policy keeps Longhorn off a node that has a disk for it',
  why: 'The disk would lie idle, and replicas that the plan counts on it would never be made.',
  remedy:
    'Give the disk another purpose; or leave the policy out: which nodes store volumes follows from the disks, and a node without Longhorn cannot mount volumes either.',
})

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

/** Reports nodes with a disk for Longhorn that a policy keeps it off. */
export function reportIdleDisks(app: App, selector: Readonly<Record<string, string>>): void {
  for (const node of storageNodes(app.cluster).filter((each) => !carries(each, selector))) {
    const at = `nodes[${app.cluster.nodes.indexOf(node)}].disks`
    const message = `${app.appName} is placed on nodes with ${selectorSetting(selector)} only, but ${node.name} has a disk for Longhorn`
    app.report(idleDisk.problem(at, message), 'definition')
  }
}

function carries(node: ClusterNode, selector: Readonly<Record<string, string>>): boolean {
  const labels = nodeLabels(node)
  return Object.entries(selector).every(([key, value]) => labels[key] === value)
}
