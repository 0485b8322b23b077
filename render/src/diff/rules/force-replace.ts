import { syncOption } from '../effects/sync-options.ts'
import type { TreeObject } from '../input/tree-object.ts'
import { report } from './report.ts'
import type { Rule } from './rule.ts'

/** A change that Argo CD makes by replacing, or by deleting and creating. */
export const forceReplace: Rule = {
  id: 'force-replace',
  severity: 'warning',
  title: 'Argo CD replaces the object instead of patching it',
  why: 'With `Force=true` Argo CD deletes the object and makes it again: pods stop, addresses and anything that only lives in the object are lost, and for a Namespace, a CustomResourceDefinition or a claim all that hangs on it. With `Replace=true` alone it overwrites the whole object, including what controllers put into it (replicas of an autoscaler, allocated ports).',
  accept: 'Accept it for objects that can be made again at any time, such as finished Jobs.',
  *run({ changes, owners }) {
    for (const { change, before, after, paths } of changes) {
      if (change !== 'changed' || !after || paths.length === 0) continue
      const application = owners.head.of(after)
      const set = (name: string, side: TreeObject) =>
        syncOption(name, side.value, side === before ? owners.base.of(side) : application) === 'true'
      if (set('Force', after)) {
        const deadly = /^(Namespace|CustomResourceDefinition|PersistentVolumeClaim|StatefulSet)$/.test(after.ref.kind)
        yield report(
          'force-replace',
          deadly ? 'error' : 'warning',
          after.ref,
          'metadata.annotations["argocd.argoproj.io/sync-options"]',
          `Force=true: Argo CD deletes this ${after.ref.kind} and creates it again${deadly ? ', with all that hangs on it' : ''}.`,
          'Take Force=true off if the change can be patched.',
        )
      } else if (set('Replace', after)) {
        yield report(
          'force-replace',
          'warning',
          after.ref,
          'metadata.annotations["argocd.argoproj.io/sync-options"]',
          `Replace=true: Argo CD overwrites the whole ${after.ref.kind}; what controllers wrote into it is lost.`,
          'Use ServerSideApply=true where the reason was the size of the object.',
        )
      }
    }
  },
}
