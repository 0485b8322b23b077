import { asMap, asText, specOf } from '../../../model/shape.ts'
import type { DiffFinding, ObjectChange, Tree, TreeObject } from '../../model.ts'
import { isRolled, replicasOf } from '../../reading/rolled-workload.ts'
import { rule } from './rule.ts'
import { singleWriterClaims } from './single-writer-claims.ts'

interface Restart {
  readonly severity: 'warning' | 'info'
  readonly text: string
  readonly remedy: string
}

const onDelete: Restart = {
  severity: 'warning',
  text: 'Nothing restarts by itself: the update strategy is OnDelete, so the old version goes on running.',
  remedy: 'Delete its pods one by one.',
}

/** What a changed workload does to its pods. */
export function* restarts(change: ObjectChange, tree: Tree): Generator<DiffFinding> {
  const { before, after } = change
  if (!before || !after || !isRolled(after)) return
  const [old, now] = [replicasOf(before), replicasOf(after)]
  if (old > 0 && now === 0) {
    const message = `It is scaled from ${old} to 0: all its pods stop.`
    yield rule.finding(after.ref, 'spec.replicas', message, 'Set replicas back when it should run again.')
    return
  }
  const claims = singleWriterClaims(after, tree)
  if (now > old && now > 1 && after.ref.kind === 'Deployment' && claims.length > 0) {
    const message = `It is scaled from ${old} to ${now}, but all its pods share ${claims.join(', ')} (ReadWriteOnce): those on another node than the first wait for ever, those on the same write over each other.`
    const remedy = 'Keep one replica, make the claim ReadWriteMany, or use a StatefulSet with a claim for each pod.'
    yield rule.finding(after.ref, 'spec.replicas', message, remedy)
  }
  if (now < old && after.ref.kind === 'StatefulSet') {
    const message = `It is scaled from ${old} to ${now}: the last ${old - now === 1 ? 'pod stops' : `${old - now} pods stop`}.`
    const remedy = 'Make sure that those that stay hold all data, and that the program knows how to shrink.'
    yield rule.finding(after.ref, 'spec.replicas', message, remedy, 'info')
  }
  if (now === 0 || !makesNewPods(change)) return
  const { severity, text, remedy } = restartOf(after, now, claims)
  yield rule.finding(after.ref, 'spec.template', text, remedy, severity)
}

/** The order of variables or volumes means nothing to a program, but makes another pod template all the same. */
function makesNewPods({ paths, hidden }: ObjectChange): boolean {
  return [...paths, ...hidden.filter(({ rule }) => rule === 'list-order')].some(
    ({ segments }) => segments[0] === 'spec' && segments[1] === 'template',
  )
}

function restartOf(workload: TreeObject, replicas: number, claims: readonly string[]): Restart {
  const spec = specOf(workload.value)
  const { kind } = workload.ref
  const strategy = asText(asMap(spec[kind === 'Deployment' ? 'strategy' : 'updateStrategy']).type)
  const volume = claims.length > 0 ? ` and holds ${claims.join(', ')} (ReadWriteOnce)` : ''
  if (kind === 'Deployment' && spec.paused === true) return paused
  if (kind === 'DaemonSet') return strategy === 'OnDelete' ? onDelete : everyNode
  if (kind === 'StatefulSet') return strategy === 'OnDelete' ? onDelete : inOrder(replicas, volume)
  return strategy === 'Recreate' ? recreated(replicas, volume) : rolling(replicas, volume)
}

const paused: Restart = {
  severity: 'warning',
  text: 'Nothing restarts: the Deployment is paused, so the old version goes on running.',
  remedy: 'Take paused away when the new version should run.',
}

const everyNode: Restart = {
  severity: 'info',
  text: 'Its pods restart on every node, one after another; each node does without it for a moment.',
  remedy: 'Merge at a quiet hour if the node depends on it (network, storage).',
}

function inOrder(replicas: number, volume: string): Restart {
  if (replicas === 1)
    return {
      severity: 'warning',
      text: `Its only pod restarts${volume}: the program is down until the new pod is ready.`,
      remedy: 'Merge at a quiet hour.',
    }
  return {
    severity: 'info',
    text: `Its ${replicas} pods restart one by one, the last first.`,
    remedy: 'Make sure that it survives the loss of one.',
  }
}

function recreated(replicas: number, volume: string): Restart {
  const stop =
    replicas === 1
      ? 'Its only pod stops before the new one starts'
      : `All of its ${replicas} pods stop before new ones start`
  return {
    severity: 'warning',
    text: `${stop} (Recreate)${volume}: the program is down in between.`,
    remedy: 'Merge at a quiet hour.',
  }
}

function rolling(replicas: number, volume: string): Restart {
  if (replicas > 1)
    return { severity: 'info', text: `Its ${replicas} pods are replaced one after another.`, remedy: 'Nothing to do.' }
  if (volume !== '')
    return {
      severity: 'warning',
      text: `Its only pod restarts${volume}: the new pod waits for the volume, so the program is down, and the update hangs if the new pod lands on another node.`,
      remedy: 'Set the strategy to Recreate, which says the same honestly and cannot hang.',
    }
  return {
    severity: 'info',
    text: 'Its only pod is replaced: the old one stops when the new one is ready.',
    remedy: 'Nothing to do, unless it must not run twice.',
  }
}
