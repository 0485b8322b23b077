import { describeObject } from '@ainur/constructs/finding'
import { removalOf } from '../effects/removal.ts'
import { objectId, type TreeObject } from '../input/tree-object.ts'
import type { DiffFinding, ObjectChange } from '../model.ts'
import { report } from './report.ts'
import type { Rule, RuleContext } from './rule.ts'
import { asMap, asMaps, asText, specOf } from './shape.ts'
import { describeClaim, fateOfVolume } from './volumes.ts'

/** Data that the change puts at risk, followed down to the volume. */
export const dataLoss: Rule = {
  id: 'data-loss',
  severity: 'error',
  title: 'data is deleted, orphaned or left behind',
  why: 'A PersistentVolumeClaim, StatefulSet, PersistentVolume, Namespace or CustomResourceDefinition leaves the tree, is renamed (which is a deletion and a fresh, empty object), or a claim moves to another class. The finding follows the claim to its StorageClass, the reclaim policy and the number of replicas and says what becomes of the data: deleted, retained or orphaned.',
  accept:
    'Accept it when the data is copied or backed up, or worthless. To keep the volume, set the reclaim policy of the PersistentVolume to `Retain` before the merge, or give the object the annotation `argocd.argoproj.io/sync-options: Prune=false` in a change of its own first.',
  *run(context) {
    for (const change of context.changes) {
      if (change.change === 'removed' || change.change === 'renamed') yield* removed(change, context)
      else if (change.change === 'changed') yield* moved(change, context)
    }
  },
}

function* removed(change: ObjectChange, context: RuleContext): Generator<DiffFinding> {
  const object = change.before as TreeObject
  const judge = judges[`${object.group}/${object.ref.kind}`]
  if (!judge) return
  const verdict = judge(object, context)
  const removal = removalOf(object, context.owners, context.trees.head)
  const renamed =
    change.change === 'renamed' ? ` It is renamed to ${describeObject(change.object)}, which starts empty.` : ''
  const subject = describeObject(object.ref)
  if (removal.outcome === 'kept') {
    if (renamed)
      yield report(
        'data-loss',
        'warning',
        object.ref,
        '',
        `${subject} is left behind with its data: ${removal.because}.${renamed}`,
        'Copy the data to the new one before pods use it, or keep the name.',
      )
    return
  }
  const who =
    removal.outcome === 'asks'
      ? `Argo CD waits for a confirmation (${removal.because}), then deletes ${subject}`
      : removal.outcome === 'deleted'
        ? `Argo CD deletes ${subject}: ${removal.because}`
        : `${subject} leaves the tree; it is deleted if whatever applies the tree prunes`
  yield report(
    'data-loss',
    verdict.lost ? 'error' : 'warning',
    object.ref,
    '',
    `${who}. ${capital(verdict.story)}.${renamed}`,
    verdict.remedy,
  )
}

interface Verdict {
  readonly lost: boolean
  readonly story: string
  readonly remedy: string
}

const backUp =
  'Back the data up or copy it first. To keep it, give the object the sync option Prune=false in a change of its own, or set the reclaim policy of its PersistentVolume to Retain.'

const judges: Readonly<Record<string, (object: TreeObject, context: RuleContext) => Verdict>> = {
  '/PersistentVolumeClaim': (object, { trees }) => {
    const claim = specOf(object.value)
    const { fate, story } = fateOfVolume(claim, trees.base)
    return { lost: fate !== 'retained', story: `${describeClaim(claim)}; ${story}`, remedy: backUp }
  },
  'apps/StatefulSet': (object, { trees }) => {
    const spec = specOf(object.value)
    const claims = asMaps(spec.volumeClaimTemplates)
    if (claims.length === 0)
      return {
        lost: false,
        story: 'it has no claims of its own; its pods stop',
        remedy: 'Make sure that nothing needs its pods.',
      }
    const deletes = asMap(spec.persistentVolumeClaimRetentionPolicy).whenDeleted === 'Delete'
    const names = claims
      .map(
        (claim) =>
          `${asText(asMap(claim.metadata).name)}-${object.ref.name}-N (${describeClaim(specOf(claim as never))})`,
      )
      .join(', ')
    if (!deletes)
      return {
        lost: false,
        story: `its claims ${names} are orphaned: they stay, and nothing uses them`,
        remedy:
          'Delete the claims when their data is no longer wanted. A StatefulSet of another name does not find them again.',
      }
    const fates = claims.map((claim) => fateOfVolume(specOf(claim as never), trees.base))
    return {
      lost: fates.some(({ fate }) => fate !== 'retained'),
      story: `its retention policy deletes the claims ${names}; ${fates[0]?.story}`,
      remedy: backUp,
    }
  },
  '/PersistentVolume': (object) => {
    const policy = asText(specOf(object.value).persistentVolumeReclaimPolicy) ?? 'Retain'
    return policy === 'Delete' && specOf(object.value).csi
      ? { lost: true, story: 'its reclaim policy is Delete: the driver deletes the data', remedy: backUp }
      : {
          lost: false,
          story: `its reclaim policy is ${policy}: the data stays on the storage, but no claim can be bound to it any more`,
          remedy: 'Note where the data lies before it is gone from Git.',
        }
  },
  '/Namespace': (object, { trees }) => {
    const claims = trees.base.ofKind('', 'PersistentVolumeClaim').filter(({ ref }) => ref.namespace === object.ref.name)
    const fates = claims.map(({ value }) => fateOfVolume(specOf(value), trees.base).fate)
    const held =
      claims.length > 0 ? `, among it ${claims.map(({ ref }) => `PersistentVolumeClaim ${ref.name}`).join(', ')}` : ''
    return {
      lost: fates.length === 0 || fates.some((fate) => fate !== 'retained'),
      story: `everything in it goes with it, also what is not in Git${held}`,
      remedy: 'Look at what lives in it (`kubectl get all,pvc,secret -n <name>`) and move what is needed.',
    }
  },
  'apiextensions.k8s.io/CustomResourceDefinition': (object, { trees }) => {
    const spec = specOf(object.value)
    const kind = asText(asMap(spec.names).kind) ?? ''
    const inTree = trees.base.ofKind(asText(spec.group) ?? '', kind)
    const gone = inTree.filter(({ group, ref }) => !trees.head.find(group, ref.kind, ref.namespace, ref.name))
    const left = inTree.length - gone.length
    return {
      lost: true,
      story: `every ${kind} in the cluster is deleted with it${inTree.length > 0 ? `: ${inTree.length} in the tree${left > 0 ? `, of which ${left} stay in Git and can no longer be applied` : ''}` : ''}`,
      remedy: `Save them first (\`kubectl get ${object.ref.name} -A -o yaml\`). To keep them, give the definition the sync option Prune=false in a change of its own.`,
    }
  },
}

/** Claims and templates of claims whose class or name changes. */
function* moved({ before, after, paths }: ObjectChange, { trees }: RuleContext): Generator<DiffFinding> {
  if (!before || !after) return
  const id = objectId(after.group, after.ref.kind, undefined, '')
  if (id === objectId('', 'PersistentVolumeClaim', undefined, '')) {
    const path = paths.find((each) => each.path === 'spec.storageClassName')
    if (path)
      yield moveOf(
        after,
        'spec.storageClassName',
        path.before,
        path.after,
        fateOfVolume(specOf(before.value), trees.base).story,
      )
  }
  if (id !== objectId('apps', 'StatefulSet', undefined, '')) return
  const [old, now] = [before, after].map(
    ({ value }) =>
      new Map(
        asMaps(specOf(value).volumeClaimTemplates).map((claim) => [asText(asMap(claim.metadata).name) ?? '', claim]),
      ),
  ) as [Map<string, Record<string, unknown>>, Map<string, Record<string, unknown>>]
  for (const [index, [name, claim]] of [...old].entries()) {
    const next = now.get(name)
    const className = (each: Record<string, unknown>) => asMap(each.spec).storageClassName
    if (!next) {
      yield report(
        'data-loss',
        'warning',
        after.ref,
        'spec.volumeClaimTemplates',
        `The claims ${name}-${after.ref.name}-N (${describeClaim(asMap(claim.spec))}) are no longer mounted: they stay, orphaned, and pods start without their data.`,
        'Copy the data to where the pods look for it now, then delete the claims.',
      )
    } else if (className(claim) !== className(next)) {
      yield moveOf(
        after,
        `spec.volumeClaimTemplates[${index}].spec.storageClassName`,
        className(claim),
        className(next),
        'the existing claims keep their class and data; only new replicas get the new one',
      )
    }
  }
}

function moveOf({ ref }: TreeObject, path: string, before: unknown, after: unknown, story: string): DiffFinding {
  return report(
    'data-loss',
    'error',
    ref,
    path,
    `The class changes from ${before ?? 'the default'} to ${after ?? 'the default'}. No volume moves: whoever recreates the claim to get the new class starts empty; ${story}.`,
    'Make a second claim of the new class, copy the data, then switch the pods over.',
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
