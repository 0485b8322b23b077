import type { IConstruct } from 'constructs'
import type { PlacementPolicy } from './policy.ts'

const policies = new WeakMap<IConstruct, readonly PlacementPolicy[]>()

/** Sets the placement of a workload, or of everything below a construct. A nearer call adds to an outer one. */
export function place(construct: IConstruct, ...added: readonly PlacementPolicy[]): void {
  policies.set(construct, [...(policies.get(construct) ?? []), ...added])
}

/** Policies that hold for `construct`, outermost first. */
export function policiesFor(construct: IConstruct): readonly PlacementPolicy[] {
  const all = construct.node.scopes.flatMap((scope) => policies.get(scope) ?? [])
  const reset = all.findLastIndex((policy) => policy.type === 'everywhere')
  return all.slice(reset + 1)
}
