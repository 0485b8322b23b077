import { execFileSync } from 'node:child_process'
import { median } from '../median.ts'
import type { BenchContext, Measurement, Suite } from '../suite.ts'

/** A control plane may take this many times what the same programs take without the harness. */
const AIM_CONTROL_PLANE = 1.3
const AIM_PUSH_MS = 1000
const AIM_TREE_MS = 20_000
/** A whole tree takes long; its runs differ little. */
const MOST_TREES = 3

// The harness is loaded when the suite runs: other suites do not need it.
export const clusterSuite: Suite = {
  name: 'cluster',
  title: 'Clusters for tests, with the programs built',

  async unavailable() {
    const { describeUnbuilt } = await import('../../../test/src/assets/ensure-assets.ts')
    const unbuilt = await describeUnbuilt()
    if (unbuilt) return unbuilt
    try {
      execFileSync('openssl', ['version'], { stdio: 'ignore' })
      return null
    } catch {
      return 'openssl is not installed, which the control plane without the harness is started with'
    }
  },

  async run(context) {
    return [...(await controlPlane(context)), ...(await argoCd(context)), await manyPods(context)]
  },
}

async function controlPlane({ folder, runs, log }: BenchContext): Promise<Measurement[]> {
  const { startBoth } = await import('../measure-control-plane.ts')
  const times = { ours: [] as number[], byHand: [] as number[] }
  for (let run = 0; run < runs; run++) {
    log(`cluster: control plane, ${run + 1} of ${runs}`)
    // Taking turns: whatever else the machine does hits both alike.
    const { oursMs, byHandMs } = await startBoth(folder)
    times.ours.push(oursMs)
    times.byHand.push(byHandMs)
  }
  const ratio = median(times.ours) / median(times.byHand)
  return [
    { name: 'etcd, API server, controllers, kwok by hand', medianMs: median(times.byHand), runsMs: times.byHand },
    {
      name: 'control plane with its nodes ready',
      medianMs: median(times.ours),
      runsMs: times.ours,
      ratio,
      against: 'what it takes by hand',
      aim: { text: `< ${AIM_CONTROL_PLANE}`, reached: ratio < AIM_CONTROL_PLANE },
    },
  ]
}

async function argoCd({ runs, log }: BenchContext): Promise<Measurement[]> {
  const { measureTree } = await import('../measure-tree.ts')
  const start: number[] = []
  const tree: number[] = []
  const push: number[] = []
  const trees = Math.min(runs, MOST_TREES)
  for (let run = 0; run < trees; run++) {
    log(`cluster: tree, ${run + 1} of ${trees}`)
    const measured = await measureTree({ pushes: Math.ceil(runs / trees) })
    start.push(measured.startMs)
    tree.push(measured.treeMs)
    push.push(...measured.pushMs)
  }
  return [
    { name: 'control plane with Argo CD and the CRDs', medianMs: median(start), runsMs: start },
    {
      name: 'tree of ainur, from nothing to all healthy',
      medianMs: median(tree),
      runsMs: tree,
      aim: { text: `< ${AIM_TREE_MS / 1000} s`, reached: median(tree) < AIM_TREE_MS },
    },
    {
      name: 'a push, from the refresh to all healthy',
      medianMs: median(push),
      runsMs: push,
      aim: { text: `< ${AIM_PUSH_MS / 1000} s`, reached: median(push) < AIM_PUSH_MS },
    },
  ]
}

async function manyPods({ log }: BenchContext): Promise<Measurement> {
  const { measureManyPods } = await import('../measure-many-pods.ts')
  log('cluster: 100 nodes, 1000 pods')
  const { ms, running } = await measureManyPods({ nodes: 100, pods: 1000 })
  return {
    name: '100 nodes, then 1000 pods running (once)',
    medianMs: ms,
    aim: { text: 'all of them', reached: running === 1000 },
  }
}
