import type { Architecture } from '../cluster/node-types.ts'

/**
 * Where a workload's author wants its pods. A policy narrows or prefers; it never lets a pod onto an architecture that
 * one of its images lacks.
 */
export type PlacementPolicy =
  | { readonly type: 'only'; readonly architecture: Architecture }
  | { readonly type: 'prefer'; readonly architecture: Architecture }
  /** Undoes a policy that an enclosing construct set; the images still decide. */
  | { readonly type: 'everywhere' }
  | { readonly type: 'on-nodes-with'; readonly capability: string }
  | { readonly type: 'not-on-nodes-with'; readonly capability: string }
  | { readonly type: 'prefer-nodes-with'; readonly capability: string }

const types: readonly unknown[] = [
  'only',
  'prefer',
  'everywhere',
  'on-nodes-with',
  'not-on-nodes-with',
  'prefer-nodes-with',
] satisfies readonly PlacementPolicy['type'][]

export function isPlacementPolicy(value: unknown): value is PlacementPolicy {
  return typeof value === 'object' && value !== null && 'type' in value && types.includes(value.type)
}

/** Only on arm64 nodes. */
export const arm64Only: PlacementPolicy = { type: 'only', architecture: 'arm64' }
/** Only on amd64 nodes. */
export const amd64Only: PlacementPolicy = { type: 'only', architecture: 'amd64' }
/** Preferably on arm64 nodes. */
export const preferArm64: PlacementPolicy = { type: 'prefer', architecture: 'arm64' }
/** Preferably on amd64 nodes. */
export const preferAmd64: PlacementPolicy = { type: 'prefer', architecture: 'amd64' }
/** Undoes the policies of enclosing constructs. */
export const everywhere: PlacementPolicy = { type: 'everywhere' }

/** Only on nodes with this capability: a disk kind (`nvme`), `poe`, or a word that the definition gives a node. */
export function onNodesWith(capability: string): PlacementPolicy {
  return { type: 'on-nodes-with', capability }
}

/** On no node with this capability: off the nodes that boot over the network (`netboot`), say. */
export function notOnNodesWith(capability: string): PlacementPolicy {
  return { type: 'not-on-nodes-with', capability }
}

/** Preferably on nodes with this capability; on others while these are full. */
export function preferNodesWith(capability: string): PlacementPolicy {
  return { type: 'prefer-nodes-with', capability }
}
