import { podTemplatesOf } from '../../pods/index.ts'
import { removalOf } from '../effects/removal.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffFinding, ObjectChange } from '../model.ts'
import { report } from './report.ts'
import type { Rule } from './rule.ts'
import { asMap, asMaps, asText, asTexts, specOf } from './shape.ts'

/** Which pods restart, and whether anybody notices. */
export const disruption: Rule = {
  id: 'disruption',
  severity: 'warning',
  title: 'pods restart or stop',
  why: 'A change in a pod template restarts every pod made from it. With one replica that holds a ReadWriteOnce volume, or with the strategy `Recreate`, the program is down until the new pod is ready; a rolling update of such a pod can even hang, as the new one waits for the volume of the old one on another node. More replicas than one cannot share such a volume at all.',
  accept: 'Accept it when the moment suits you: merging is what starts the restart.',
  *run({ changes, trees, owners }) {
    for (const change of changes) {
      if (change.change === 'changed') yield* restarts(change, trees.head)
      else if (change.change === 'removed' || change.change === 'renamed') {
        const object = change.before as TreeObject
        if (!isWorkload(object) || replicas(object) === 0) continue
        if (removalOf(object, owners, trees.head).outcome === 'kept') continue
        const again =
          change.change === 'renamed'
            ? `; ${change.object.kind} ${change.object.name} starts in its place, without waiting for each other`
            : ''
        yield report(
          'disruption',
          'warning',
          object.ref,
          '',
          `Its pods stop for good${again}.`,
          'Make sure that nothing needs them in between.',
        )
      }
    }
  },
}

function* restarts({ before, after, paths, hidden }: ObjectChange, tree: Tree): Generator<DiffFinding> {
  if (!before || !after || !isWorkload(after)) return
  const [old, now] = [replicas(before), replicas(after)]
  if (old > 0 && now === 0) {
    yield report(
      'disruption',
      'warning',
      after.ref,
      'spec.replicas',
      `It is scaled from ${old} to 0: all its pods stop.`,
      'Set replicas back when it should run again.',
    )
    return
  }
  if (now > old && now > 1 && after.ref.kind === 'Deployment') {
    const shared = singleWriterClaims(after, tree)
    if (shared.length > 0)
      yield report(
        'disruption',
        'warning',
        after.ref,
        'spec.replicas',
        `It is scaled from ${old} to ${now}, but all its pods share ${shared.join(', ')} (ReadWriteOnce): those on another node than the first wait for ever, those on the same write over each other.`,
        'Keep one replica, make the claim ReadWriteMany, or use a StatefulSet with a claim for each pod.',
      )
  }
  // The order of variables or volumes means nothing to a program, but makes another pod template all the same.
  const rolls = [...paths, ...hidden.filter(({ rule }) => rule === 'list-order')].some(
    ({ segments }) => segments[0] === 'spec' && segments[1] === 'template',
  )
  if (!rolls || now === 0) return
  const spec = specOf(after.value)
  const strategy = asMap(spec[after.ref.kind === 'Deployment' ? 'strategy' : 'updateStrategy'])
  const type = asText(strategy.type) ?? 'RollingUpdate'
  const claims = singleWriterClaims(after, tree)
  const volume = claims.length > 0 ? ` and holds ${claims.join(', ')} (ReadWriteOnce)` : ''
  const say = (severity: 'warning' | 'info', text: string, remedy: string) =>
    report('disruption', severity, after.ref, 'spec.template', text, remedy)
  if (after.ref.kind === 'DaemonSet') {
    yield type === 'OnDelete'
      ? say(
          'warning',
          'Nothing restarts by itself: the update strategy is OnDelete, so the old version goes on running.',
          'Delete its pods one by one.',
        )
      : say(
          'info',
          'Its pods restart on every node, one after another; each node does without it for a moment.',
          'Merge at a quiet hour if the node depends on it (network, storage).',
        )
  } else if (after.ref.kind === 'StatefulSet') {
    if (type === 'OnDelete')
      yield say(
        'warning',
        'Nothing restarts by itself: the update strategy is OnDelete, so the old version goes on running.',
        'Delete its pods one by one.',
      )
    else if (now === 1)
      yield say(
        'warning',
        `Its only pod restarts${volume}: the program is down until the new pod is ready.`,
        'Merge at a quiet hour.',
      )
    else
      yield say(
        'info',
        `Its ${now} pods restart one by one, the last first.`,
        'Make sure that it survives the loss of one.',
      )
  } else if (type === 'Recreate')
    yield say(
      'warning',
      `${now === 1 ? 'Its only pod stops before the new one starts' : `All of its ${now} pods stop before new ones start`} (Recreate)${volume}: the program is down in between.`,
      'Merge at a quiet hour.',
    )
  else if (claims.length > 0 && now === 1) {
    yield say(
      'warning',
      `Its only pod restarts${volume}: the new pod waits for the volume, so the program is down, and the update hangs if the new pod lands on another node.`,
      'Set the strategy to Recreate, which says the same honestly and cannot hang.',
    )
  } else if (now === 1)
    yield say(
      'info',
      'Its only pod is replaced: the old one stops when the new one is ready.',
      'Nothing to do, unless it must not run twice.',
    )
  else yield say('info', `Its ${now} pods are replaced one after another.`, 'Nothing to do.')
}

function isWorkload({ group, ref }: TreeObject): boolean {
  return group === 'apps' && /^(Deployment|StatefulSet|DaemonSet)$/.test(ref.kind)
}

function replicas(object: TreeObject): number {
  if (object.ref.kind === 'DaemonSet') return 1
  return podTemplatesOf(object.value)[0]?.replicas ?? 0
}

/** Claims of the pods that only one node can mount. Claims that are not in the tree are left out. */
function singleWriterClaims(object: TreeObject, tree: Tree): string[] {
  const spec = podTemplatesOf(object.value)[0]?.spec as Record<string, unknown> | undefined
  const names = asMaps(spec?.volumes).flatMap(
    ({ persistentVolumeClaim }) => asText(asMap(persistentVolumeClaim).claimName) ?? [],
  )
  const single = (claim: Record<string, unknown>) => {
    const modes = asTexts(claim.accessModes)
    return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
  }
  const own = asMaps(specOf(object.value).volumeClaimTemplates).flatMap((claim) =>
    single(asMap(claim.spec)) ? [`${asText(asMap(claim.metadata).name)}-${object.ref.name}-0`] : [],
  )
  return [
    ...names.filter((name) =>
      single(specOf(tree.find('', 'PersistentVolumeClaim', object.ref.namespace, name)?.value)),
    ),
    ...own,
  ]
}
