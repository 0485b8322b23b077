import { defineRule } from '@ainur/constructs/finding'
import { replacementOf } from '../effects/replacement.ts'
import type { DiffCheck, TreeObject } from '../model.ts'
import type { Recovery } from '../reading/immutable-fields.ts'
import { refusedChanges } from '../reading/refused-changes.ts'

const rule = defineRule('immutable-field', 'error', {
  title: 'a field changes that the API server never changes',
  why: 'The API server refuses the update. Argo CD retries, the Application stays `OutOfSync` with a failed sync, and every other change in the same Application waits behind it. The comparison is made on the raw objects, so that labels inside `volumeClaimTemplates` count too: Kubernetes compares them and refuses, although many tools leave them out.',
  remedy: 'Give the object a new name, or delete it on purpose.',
  accept:
    'Accept it when you will run the recovery commands of the finding at the moment of the merge. With the sync option `Replace=true,Force=true` Argo CD deletes and creates the object itself; then `force-replace` speaks up instead.',
})

/** A field that the API server will not let anybody change: the sync fails and keeps failing. */
export const immutableField: DiffCheck = {
  rule,
  *run(context) {
    const changes = context.changes.filter(({ after }) => {
      const how = after && replacementOf(after, context.owners.head.of(after))
      return how === 'patched' || how === 'overwritten'
    })
    for (const { object, path, fields, recovery, because } of refusedChanges(changes, context)) {
      const { kind } = object.ref
      const message =
        because ??
        `${listed(fields)} of ${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind} cannot be changed: the sync will fail.`
      yield rule.finding(object.ref, path, message, recover(object, recovery, fields))
    }
  },
}

function listed(fields: readonly string[]): string {
  return fields.length > 6 ? `${fields.slice(0, 5).join(', ')} and ${fields.length - 5} more fields` : fields.join(', ')
}

/** Commands that bring the cluster to the new state, with what they cost. */
function recover({ ref, group }: TreeObject, recovery: Recovery, fields: readonly string[] = []): string {
  const scope = ref.namespace ? `-n ${ref.namespace} ` : ''
  const resource = `${ref.kind.toLowerCase()}${group ? `.${group}` : ''}/${ref.name}`
  const remove = `kubectl ${scope}delete ${resource}`
  const isSize = fields.some((each) => /^spec\.volumeClaimTemplates.*\.requests\.storage$/.test(each))
  const claims = isSize
    ? ` The claims that are there keep their size: enlarge each by itself (\`kubectl ${scope}edit pvc\`, where its class allows that).`
    : ''
  if (recovery === 'orphan')
    return `Keep the field, or recreate the object and keep its pods: \`${remove} --cascade=orphan\`, then sync. Pods that no longer match the selector have to be deleted by hand.${claims}`
  if (recovery === 'rerun')
    return `Give the Job another name, or delete the finished one: \`${remove}\`, then sync. It will run again.`
  if (recovery === 'new-claim')
    return `Leave this one as it is; make a second one under another name, copy the data over, and let the pods use that. Deleting it (\`${remove}\`) can delete the data.`
  if (recovery === 'never')
    return `Keep the field. Deleting the definition (\`${remove}\`) deletes every object of its kind: save them first (\`kubectl get ${ref.name} -A -o yaml\`).`
  return `Keep the field, or recreate the object: \`${remove}\`, then sync. What it grants or configures is missing in between.`
}
