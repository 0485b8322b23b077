import type { IConstruct } from 'constructs'
import { App } from '../app/app.ts'
import { quote } from '../cluster/problem.ts'
import { isPlacementPolicy, type PlacementPolicy } from './policy.ts'

/** How far a policy for a whole cluster reaches. */
export interface PlacementReach {
  /** Whether it holds for what the other apps depend on, too (apps of the project `system-addons`). */
  readonly systems: boolean
}

interface Placed {
  readonly policy: PlacementPolicy
  readonly systems: boolean
}

const policies = new WeakMap<IConstruct, readonly Placed[]>()

/**
 * Sets the placement of a workload, or of everything below a construct. A nearer call adds to an outer one.
 *
 * A policy for the whole cluster means people's apps. Networking, storage and certificates run where they are needed:
 * they follow it only when it says `{ systems: true }`.
 */
export function place(construct: IConstruct, ...added: readonly (PlacementPolicy | PlacementReach)[]): void {
  const wrong = added.filter((each) => !isPlacementPolicy(each) && typeof each?.systems !== 'boolean')
  if (wrong.length > 0 || !added.some(isPlacementPolicy)) {
    throw new Error(
      `place() was given ${wrong.map(quote).join(', ') || 'no policy'} beside what is placed; it takes policies such as amd64Only or onNodesWith('nvme'), without quotes, and { systems: true }`,
    )
  }
  const systems = added.some((each) => !isPlacementPolicy(each) && each.systems)
  const placed = added.filter(isPlacementPolicy).map((policy) => ({ policy, systems }))
  policies.set(construct, [...(policies.get(construct) ?? []), ...placed])
}

/** Policies that hold for `construct`, outermost first. */
export function policiesFor(construct: IConstruct): readonly PlacementPolicy[] {
  const { scopes } = construct.node
  const app = scopes.findIndex((scope) => scope instanceof App)
  const isSystem = (scopes[app] as App | undefined)?.options.project === 'system-addons'
  const all = scopes.flatMap((scope, depth) =>
    (policies.get(scope) ?? []).filter(({ systems }) => systems || !isSystem || depth >= app),
  )
  const reset = all.findLastIndex(({ policy }) => policy.type === 'everywhere')
  return all.slice(reset + 1).map(({ policy }) => policy)
}

/** Policies that were set on `construct` itself. */
export function policiesOn(construct: IConstruct): readonly PlacementPolicy[] {
  return (policies.get(construct) ?? []).map(({ policy }) => policy)
}
