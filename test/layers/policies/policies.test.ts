import type { Architecture } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inParallel } from '../../src/apply/in-parallel.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { nodeObject } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { type PolicyCase, sampleWorlds, worldLabel } from './case.ts'
import { legalNodes, runsOn } from './legal-nodes.ts'
import { renderWorld } from './render-world.ts'
import { type Verdict, waitForVerdicts } from './wait-for-verdicts.ts'
import { caseLabel, schedulable, workload } from './workload.ts'

const skipped = await skipReason('policies', processProvider)

/** The same seed gives the same cases: AINUR_SEED=<seed> npm run test:policies */
const seed = Number(process.env.AINUR_SEED ?? Date.now() % 2 ** 31)

/** A workload without wishes. */
const plainCase: PolicyCase = {
  kind: 'Pod',
  containers: [],
  initContainers: [],
  outer: [],
  inner: [],
  nodeSelector: {},
  requiredTerms: [],
  tolerated: [],
}

/** A case with the renderer's answer and the expected one. */
interface Judged {
  readonly name: string
  readonly one: PolicyCase
  /** Names of the nodes that may run it. */
  readonly legal: readonly string[]
  readonly architectures: ReadonlyMap<string, Architecture>
  /** Whether the renderer said that it can run nowhere. */
  readonly impossible: boolean
}

const rendered = sampleWorlds(seed, 50, 50).map((world, index) => ({ world, ...renderWorld(world, `w${index}`) }))
const cases: Judged[] = rendered.flatMap(({ world, nodes, objects, findings }) =>
  world.cases.map((one, index) => {
    const name = objects[index]?.metadata.name ?? ''
    return {
      name,
      one,
      legal: legalNodes(one, world.nodes).map((position) => nodes[position]?.name ?? ''),
      architectures: new Map(nodes.map((node) => [node.name, node.hardware.architecture])),
      impossible: findings.some(({ severity, object }) => severity === 'error' && object.name === name),
    }
  }),
)

describe.skipIf(skipped)(`${cases.length} placements under the real scheduler (AINUR_SEED=${seed})`, () => {
  let cluster: TestCluster
  let verdicts: ReadonlyMap<string, Verdict>

  beforeAll(async () => {
    const nodes = rendered.flatMap((world) => world.nodes.map((node) => nodeObject(node, 'v1.36.3')))
    cluster = await processProvider.create({ name: 'policies', nodes })
    // A case that the renderer calls impossible is never written, and has no valid form to try out.
    const impossible = new Set(cases.filter((judged) => judged.impossible).map(({ name }) => name))
    const objects = rendered.flatMap((world) => world.objects).filter(({ metadata }) => !impossible.has(metadata.name))
    await inParallel(objects.map(schedulable), async (object) => {
      await cluster.api.create(object)
    })
    verdicts = await waitForVerdicts(cluster.api, objects)
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('would be found wrong without the affinity that the renderer adds', async () => {
    const [world] = rendered.filter(
      ({ nodes }) => new Set(nodes.map(({ hardware }) => hardware.architecture)).size === 1,
    )
    const architecture = world?.nodes[0]?.hardware.architecture
    if (!world || !architecture) throw new Error('no world has one architecture only')
    const lacking = architecture === 'arm64' ? 'amd64' : 'arm64'
    const name = 'sabotaged'
    const one: PolicyCase = { ...plainCase, containers: [[lacking]] }
    const object = schedulable(workload(one, world.nodes[0]?.labels[worldLabel] ?? '', name))
    await cluster.api.create({ ...object, spec: { ...object.spec, tolerations: [{ operator: 'Exists' }] } })
    const verdict = (await waitForVerdicts(cluster.api, [object])).get(name)
    expect(verdict?.nodes).toHaveLength(1)
    expect(runsOn(one, architecture)).toBe(false)
    const missing = { ...object, metadata: { ...object.metadata, name: 'never-created' } }
    await expect(waitForVerdicts(cluster.api, [missing], { timeoutMs: 500 })).rejects.toThrow(
      'last state: 0 pods undecided, 1 missing',
    )
    const nowhere = { ...object, metadata: { ...object.metadata, name: 'refused', labels: { [caseLabel]: 'refused' } } }
    await cluster.api.create({ ...nowhere, spec: { ...object.spec, nodeSelector: { 'example.com/nowhere': 'true' } } })
    expect((await waitForVerdicts(cluster.api, [nowhere], { steadyMs: 500 })).get('refused')).toEqual({
      nodes: [],
      pending: 1,
    })
    await cluster.api.delete(nowhere, { gracePeriodSeconds: 0 })
  })

  /** Sentences about the cases that `problem` finds fault with, each with all that is needed to replay it. */
  const faults = (problem: (judged: Judged, verdict: Verdict) => string | undefined) =>
    cases.flatMap((judged) => {
      const fault = problem(judged, verdicts.get(judged.name) ?? { nodes: [], pending: 0 })
      if (!fault) return []
      const legal = judged.legal.join(', ') || 'none'
      return [`AINUR_SEED=${seed} ${judged.name}: ${fault}; legal: ${legal}; case: ${JSON.stringify(judged.one)}`]
    })

  it('never put a pod on an architecture that one of its images lacks', () => {
    const found = faults(({ one, architectures }, { nodes }) => {
      const wrong = nodes.filter((node) => !runsOn(one, architectures.get(node) ?? 'amd64'))
      return wrong.length > 0 ? `runs on ${wrong}` : undefined
    })
    expect(found).toEqual([])
  })

  it('never put a pod on a node that its policies or its author exclude', () => {
    const found = faults(({ legal }, { nodes }) => {
      const wrong = nodes.filter((node) => !legal.includes(node))
      return wrong.length > 0 ? `runs on ${wrong}` : undefined
    })
    expect(found).toEqual([])
  })

  it('never leave a pod without a node while one is legal, and run a DaemonSet on all that are', () => {
    const found = faults(({ one, legal }, { nodes, pending }) => {
      if (legal.length > 0 && pending > 0) return `${pending} pods pend`
      const wanted = one.kind === 'DaemonSet' ? legal.length : Math.min(1, legal.length)
      return nodes.length === wanted ? undefined : `runs on ${nodes.length} nodes rather than ${wanted}`
    })
    expect(found).toEqual([])
  })

  it('were called impossible by the renderer exactly where no node is legal', () => {
    const found = faults(({ impossible, legal }) =>
      impossible === (legal.length === 0) ? undefined : `the renderer ${impossible ? 'refuses' : 'accepts'} it`,
    )
    expect(found).toEqual([])
  })

  it('cover both ends: workloads that may run nowhere, and in several places', () => {
    const share = (matches: (judged: Judged) => boolean) => cases.filter(matches).length / cases.length
    expect(share(({ legal }) => legal.length === 0)).toBeGreaterThan(0.05)
    expect(share(({ legal }) => legal.length > 1)).toBeGreaterThan(0.05)
  })
})
