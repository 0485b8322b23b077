import { defineRule } from '@ainur/constructs/finding'
import { type Replacement, replacementOf } from '../effects/replacement.ts'
import type { DiffCheck, DiffFinding, TreeObject } from '../model.ts'
import { refusedChanges } from '../reading/refused-changes.ts'

const rule = defineRule('force-replace', ['error', 'warning'], {
  title: 'Argo CD replaces the object instead of patching it',
  why: 'With `Replace=true` Argo CD overwrites the whole object, including what controllers put into it (replicas of an autoscaler, allocated ports). With `Force=true` beside it, it deletes the object and makes it again: pods stop, addresses and anything that only lives in the object are lost; only Namespaces and CustomResourceDefinitions are spared. `Force=true` alone deletes what the API server refuses to patch.',
  remedy: 'Take the option away once it has done its work.',
  accept: 'Accept it for objects that can be made again at any time, such as finished Jobs.',
})

/** A change that Argo CD makes by replacing, or by deleting and creating. */
export const forceReplace: DiffCheck = {
  rule,
  *run(context) {
    for (const change of context.changes) {
      const { before, after } = change
      if (change.change !== 'changed' || !before || !after) continue
      if (after.ref.kind === 'Application' && after.group === 'argoproj.io') yield* wholeApplication(before, after)
      if (change.paths.length === 0) continue
      const how = replacementOf(after, context.owners.head.of(after))
      if (how === 'recreated-if-refused' && refusedChanges([change], context).length === 0) continue
      if (how !== 'patched') yield replaced(after, how)
    }
  },
}

function replaced({ ref }: TreeObject, how: Replacement): DiffFinding {
  const path = 'metadata.annotations["argocd.argoproj.io/sync-options"]'
  if (how === 'overwritten') {
    const message = `Replace=true: Argo CD overwrites the whole ${ref.kind}; what controllers wrote into it is lost.`
    const remedy = 'Use ServerSideApply=true where the reason was the size of the object.'
    return rule.finding(ref, path, message, remedy, 'warning')
  }
  const takes = takesAlong[ref.kind]
  const why =
    how === 'recreated'
      ? 'Replace=true, Force=true: Argo CD deletes'
      : 'Force=true: the API server refuses the change, so Argo CD deletes'
  const message = `${why} this ${ref.kind} and creates it again${takes ? `, ${takes}` : ''}.`
  const remedy = 'Take Force=true off if the change can be patched.'
  return rule.finding(ref, path, message, remedy, takes ? 'error' : 'warning')
}

const takesAlong: Readonly<Record<string, string>> = {
  Namespace: 'with everything in it',
  CustomResourceDefinition: 'with every object of its kind',
  PersistentVolumeClaim: 'empty: its class decides what becomes of the data',
  StatefulSet: 'with all its pods at once',
}

/** The option on an Application holds for all its objects, also those that do not change. */
function* wholeApplication(before: TreeObject, after: TreeObject): Generator<DiffFinding> {
  const replaces = (application: TreeObject) => replacementOf(plain, application) === 'overwritten'
  if (replaces(before) || !replaces(after)) return
  const message =
    'Replace=true: from now on Argo CD overwrites every object of the Application at each sync that finds a difference; what controllers wrote into them is lost, and fields that the server filled in can be refused.'
  const remedy = 'Give the option to the objects that need it, by annotation.'
  yield rule.finding(after.ref, 'spec.syncPolicy.syncOptions', message, remedy, 'warning')
}

/** An object without options of its own. */
const plain: TreeObject = {
  id: '',
  group: '',
  ref: { apiVersion: 'v1', kind: 'ConfigMap', name: '' },
  file: '',
  value: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '' } },
  secrets: [],
}
