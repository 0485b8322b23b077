import { asMap, asMaps, asText, specOf } from '../../../model/shape.ts'
import type { DiffContext, TreeObject } from '../../model.ts'
import { describeClaim, fateOfVolume } from './volumes.ts'

/** What becomes of data when the object that holds it is deleted. */
export interface Verdict {
  readonly lost: boolean
  readonly story: string
  readonly remedy: string
}

const backUp =
  'Back the data up or copy it first. To keep it, give the object the sync option Prune=false in a change of its own, or set the reclaim policy of its PersistentVolume to Retain.'

const verdicts: Readonly<Record<string, (object: TreeObject, context: DiffContext) => Verdict>> = {
  '/PersistentVolumeClaim': claimVerdict,
  'apps/StatefulSet': statefulSetVerdict,
  '/PersistentVolume': volumeVerdict,
  '/Namespace': namespaceVerdict,
  'apiextensions.k8s.io/CustomResourceDefinition': definitionVerdict,
}

/** What the deletion of `object` costs; undefined for kinds that hold no data. */
export function lossVerdict(object: TreeObject, context: DiffContext): Verdict | undefined {
  return verdicts[`${object.group}/${object.ref.kind}`]?.(object, context)
}

function claimVerdict(object: TreeObject, { trees }: DiffContext): Verdict {
  const claim = specOf(object.value)
  const { fate, story } = fateOfVolume(claim, trees.base)
  return { lost: fate !== 'retained', story: `${describeClaim(claim)}; ${story}`, remedy: backUp }
}

function statefulSetVerdict(object: TreeObject, { trees }: DiffContext): Verdict {
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
    .map((claim) => `${asText(asMap(claim.metadata).name)}-${object.ref.name}-N (${describeClaim(asMap(claim.spec))})`)
    .join(', ')
  if (!deletes)
    return {
      lost: false,
      story: `its claims ${names} are orphaned: they stay, and nothing uses them`,
      remedy:
        'Delete the claims when their data is no longer wanted. A StatefulSet of another name does not find them again.',
    }
  const fates = claims.map((claim) => fateOfVolume(asMap(claim.spec), trees.base))
  return {
    lost: fates.some(({ fate }) => fate !== 'retained'),
    story: `its retention policy deletes the claims ${names}; ${fates[0]?.story}`,
    remedy: backUp,
  }
}

function volumeVerdict(object: TreeObject): Verdict {
  const policy = asText(specOf(object.value).persistentVolumeReclaimPolicy) ?? 'Retain'
  return policy === 'Delete' && specOf(object.value).csi
    ? { lost: true, story: 'its reclaim policy is Delete: the driver deletes the data', remedy: backUp }
    : {
        lost: false,
        story: `its reclaim policy is ${policy}: the data stays on the storage, but no claim can be bound to it any more`,
        remedy: 'Note where the data lies before it is gone from Git.',
      }
}

function namespaceVerdict(object: TreeObject, { trees }: DiffContext): Verdict {
  const claims = trees.base.ofKind('', 'PersistentVolumeClaim').filter(({ ref }) => ref.namespace === object.ref.name)
  const fates = claims.map(({ value }) => fateOfVolume(specOf(value), trees.base).fate)
  const held =
    claims.length > 0 ? `, among it ${claims.map(({ ref }) => `PersistentVolumeClaim ${ref.name}`).join(', ')}` : ''
  return {
    lost: fates.length === 0 || fates.some((fate) => fate !== 'retained'),
    story: `everything in it goes with it, also what is not in Git${held}`,
    remedy: 'Look at what lives in it (`kubectl get all,pvc,secret -n <name>`) and move what is needed.',
  }
}

function definitionVerdict(object: TreeObject, { trees }: DiffContext): Verdict {
  const spec = specOf(object.value)
  const kind = asText(asMap(spec.names).kind) ?? ''
  const inTree = trees.base.ofKind(asText(spec.group) ?? '', kind)
  const gone = inTree.filter((each) => !trees.head.same(each))
  const left = inTree.length - gone.length
  return {
    lost: true,
    story: `every ${kind} in the cluster is deleted with it${inTree.length > 0 ? `: ${inTree.length} in the tree${left > 0 ? `, of which ${left} stay in Git and can no longer be applied` : ''}` : ''}`,
    remedy: `Save them first (\`kubectl get ${object.ref.name} -A -o yaml\`). To keep them, give the definition the sync option Prune=false in a change of its own.`,
  }
}
