import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessCluster } from '../process/process-cluster.ts'
import { type ClusterView, isEvacuated, unhealthyParts, viewCluster } from './cluster-view.ts'
import { onKeys } from './keys.ts'
import { movements } from './movements.ts'
import { remember } from './remember.ts'
import { Screen } from './screen.ts'
import { table } from './table.ts'

export interface ShowOptions {
  /** Node to kill once everything is healthy. */
  readonly kill?: string
  readonly exitWhenSettled: boolean
  /** How long pods stay bound to a dead node. */
  readonly evictAfter: number
  /** Kill even while something waits, once nothing has moved for this long. @default only when all is healthy */
  readonly killWhenQuietMs?: number
}

const lookEveryMs = 500
/** After a node died: nothing has moved for this long. */
const quietMs = 5000
const recentLines = 12

/** Shows a cluster until somebody ends it: as a live table on a terminal, and as plain lines elsewhere. */
export async function show(
  cluster: ProcessCluster,
  { kill, exitWhenSettled, evictAfter, killWhenQuietMs = Number.POSITIVE_INFINITY }: ShowOptions,
): Promise<void> {
  const interactive = process.stdout.isTTY && process.stdin.isTTY
  const screen = new Screen(process.stdout)
  let recent: readonly string[] = []
  let view: ClusterView | undefined
  let lastMove = performance.now()
  let toKill = kill
  let ended = false
  let told = ''

  const note = (lines: readonly string[]) => {
    if (lines.length > 0) lastMove = performance.now()
    recent = remember(recent, lines, recentLines)
    if (!interactive) for (const line of lines) process.stdout.write(`${line}\n`)
  }
  const toggle = async (name: string) => {
    const ready = view?.nodes.find((node) => node.name === name)?.ready
    note([ready ? `killing node ${name}; its pods are given up after ${evictAfter} s` : `reviving node ${name}`])
    await (ready ? cluster.killMachine(name) : cluster.reviveMachine(name))
  }
  if (interactive) {
    onKeys((key) => {
      const node = view?.nodes[Number(key) - 1]
      if (key === 'q') ended = true
      else if (node) toggle(node.name).catch((error: Error) => note([error.message]))
    })
  }

  while (!ended) {
    cluster.family.assertRunning()
    const next = await viewCluster(cluster)
    note(movements(view, next))
    view = next
    if (interactive) screen.draw(table(view, recent, { ...screen.size, kubeconfig: cluster.kubeconfig }))
    const stillMs = performance.now() - lastMove
    const quiet = stillMs > quietMs
    const problems = unhealthyParts(view)
    if (quiet && problems.length > 0 && problems.join() !== told) {
      told = problems.join()
      note(problems.map((problem) => `waiting: ${problem}`))
    }
    if (toKill && (problems.length === 0 || stillMs > killWhenQuietMs)) {
      await toggle(toKill)
      toKill = undefined
    } else if (exitWhenSettled && !toKill && (kill ? quiet && isEvacuated(view) : problems.length === 0)) {
      note(['settled'])
      return
    }
    await sleep(lookEveryMs)
  }
}
