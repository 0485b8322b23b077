import type { Architecture, ClusterNode, PlacementPolicy } from '@ainur/constructs'
import fc from 'fast-check'

/** Label that keeps the pods of one case's cluster on that cluster's nodes. */
export const worldLabel = 'test.ainur.tools/world'

export type WorkloadKind = 'Pod' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob'

/** One workload; the test asks where its pods may go. */
export interface PolicyCase {
  readonly kind: WorkloadKind
  /** Platforms of each container's image. */
  readonly containers: readonly (readonly Architecture[])[]
  readonly initContainers: readonly (readonly Architecture[])[]
  /** As an enclosing construct set them, and then the workload itself. */
  readonly outer: readonly PlacementPolicy[]
  readonly inner: readonly PlacementPolicy[]
  /** What the author wrote by hand. */
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly requiredTerms: readonly (readonly NodeRequirement[])[]
  readonly tolerated: readonly string[]
}

export interface NodeRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}

/** A set of nodes, and the workloads that are tried out on them. */
export interface World {
  readonly nodes: readonly WorldNode[]
  readonly cases: readonly PolicyCase[]
}

export type WorldNode = Pick<ClusterNode, 'labels' | 'taints' | 'capabilities'> & {
  readonly architecture: Architecture
}

const architecture = fc.constantFrom<Architecture>('arm64', 'amd64')
const capability = fc.constantFrom('nvme', 'poe', 'quiet')
const taintKey = fc.constantFrom('example.com/a', 'example.com/b')
const zone = fc.constantFrom('attic', 'cellar')

const node: fc.Arbitrary<WorldNode> = fc.record({
  architecture,
  capabilities: fc.uniqueArray(capability, { maxLength: 2 }),
  labels: fc.record({ 'example.com/zone': zone }, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>,
  taints: fc
    .uniqueArray(fc.record({ key: taintKey, effect: fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute') }), {
      selector: ({ key }) => key,
      maxLength: 1,
    })
    .map((taints) => taints as WorldNode['taints']),
})

const platforms: fc.Arbitrary<readonly Architecture[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<readonly Architecture[]>(['amd64', 'arm64']) },
  { weight: 1, arbitrary: architecture.map((only) => [only]) },
)

const policy: fc.Arbitrary<PlacementPolicy> = fc.oneof(
  architecture.map((one): PlacementPolicy => ({ type: 'only', architecture: one })),
  architecture.map((one): PlacementPolicy => ({ type: 'prefer', architecture: one })),
  capability.map((one): PlacementPolicy => ({ type: 'on-nodes-with', capability: one })),
  capability.map((one): PlacementPolicy => ({ type: 'not-on-nodes-with', capability: one })),
  capability.map((one): PlacementPolicy => ({ type: 'prefer-nodes-with', capability: one })),
  fc.constant<PlacementPolicy>({ type: 'everywhere' }),
)

const requirement: fc.Arbitrary<NodeRequirement> = fc.oneof(
  fc.record({
    key: fc.constant('example.com/zone'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: zone.map((one) => [one]),
  }),
  fc.record({
    key: fc.constant('kubernetes.io/arch'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: architecture.map((one) => [one]),
  }),
  fc.record({ key: fc.constant('ainur.tools/nvme'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
) as fc.Arbitrary<NodeRequirement>

const policyCase: fc.Arbitrary<PolicyCase> = fc.record({
  kind: fc.constantFrom<WorkloadKind>('Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'),
  containers: fc.array(platforms, { minLength: 1, maxLength: 2 }),
  initContainers: fc.array(platforms, { maxLength: 1 }),
  outer: fc.array(policy, { maxLength: 1 }),
  inner: fc.array(policy, { maxLength: 2 }),
  nodeSelector: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ 'example.com/zone': zone }) },
  ) as fc.Arbitrary<Record<string, string>>,
  requiredTerms: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.array(requirement, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    },
  ),
  tolerated: fc.uniqueArray(taintKey, { maxLength: 2 }),
})

/** Worlds of one to four nodes with `casesEach` workloads; the same for the same seed. */
export function sampleWorlds(seed: number, worlds: number, casesEach: number): World[] {
  const world = fc.record({
    nodes: fc.array(node, { minLength: 1, maxLength: 4 }),
    cases: fc.array(policyCase, { minLength: casesEach, maxLength: casesEach }),
  })
  return fc.sample(world, { seed, numRuns: worlds })
}
