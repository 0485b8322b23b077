import { syncOption } from '../effects/sync-options.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { Segment } from '../model.ts'
import { alterations, schemaPath } from './changed-paths.ts'
import { immutableFields, type Recovery } from './immutable-fields.ts'
import { report } from './report.ts'
import type { Rule } from './rule.ts'
import { selfRules } from './self-rules.ts'

/** A field that the API server will not let anybody change: the sync fails and keeps failing. */
export const immutableField: Rule = {
  id: 'immutable-field',
  severity: 'error',
  title: 'a field changes that the API server never changes',
  why: 'The API server refuses the update. Argo CD retries, the Application stays `OutOfSync` with a failed sync, and every other change in the same Application waits behind it. The comparison is made on the raw objects, so that labels inside `volumeClaimTemplates` count too: Kubernetes compares them and refuses, although many tools leave them out.',
  accept:
    'Accept it when you will run the recovery commands of the finding at the moment of the merge. With the sync option `Replace=true,Force=true` Argo CD deletes and creates the object itself; then `force-replace` speaks up instead.',
  *run({ changes, owners, trees }) {
    for (const { change, path, schema } of alterations(changes)) {
      const before = change.before as TreeObject
      const after = change.after as TreeObject
      if (syncOption('Force', after.value, owners.head.of(after)) === 'true') continue
      const kind = `${after.group}/${after.ref.kind}`
      const entry = immutableFields.find(
        ({ kinds, path: pattern, when }) =>
          kinds.includes(kind) && pattern.test(schema) && (when?.(before, path) ?? true),
      )
      const custom = entry
        ? undefined
        : selfRules(after, trees.head).find((each) => schema === each || schema.startsWith(`${each}.`))
      if (!entry && !custom) continue
      yield report(
        'immutable-field',
        'error',
        after.ref,
        path.path,
        `${fieldName(path.segments)} of a ${after.ref.kind} cannot be changed${custom ? ' (its definition says self == oldSelf)' : ''}: the sync will fail.`,
        recover(after, entry?.recovery ?? 'recreate'),
      )
    }
  },
}

function fieldName(segments: readonly Segment[]): string {
  return schemaPath(segments).replace(/\.\[\]/g, '[]')
}

/** Commands that bring the cluster to the new state, with what they cost. */
export function recover({ ref, group }: TreeObject, recovery: Recovery): string {
  const scope = ref.namespace ? `-n ${ref.namespace} ` : ''
  const resource = `${ref.kind.toLowerCase()}${group ? `.${group}` : ''}/${ref.name}`
  const remove = `kubectl ${scope}delete ${resource}`
  if (recovery === 'orphan')
    return `Keep the field, or recreate the object and keep its pods: \`${remove} --cascade=orphan\`, then sync. Pods that no longer match the selector have to be deleted by hand.`
  if (recovery === 'rerun')
    return `Give the Job another name, or delete the finished one: \`${remove}\`, then sync. It will run again.`
  if (recovery === 'new-claim')
    return `Leave this one as it is; make a second one under another name, copy the data over, and let the pods use that. Deleting it (\`${remove}\`) can delete the data.`
  return `Keep the field, or recreate the object: \`${remove}\`, then sync. What it grants or configures is missing in between.`
}
