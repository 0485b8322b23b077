import { isMadeAnew } from '../effects/hooks.ts'
import { syncOption } from '../effects/sync-options.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { PathChange, Segment } from '../model.ts'
import { alterations, schemaPath } from './changed-paths.ts'
import { immutableFields, type Recovery } from './immutable-fields.ts'
import { report } from './report.ts'
import type { Rule, RuleContext } from './rule.ts'
import { selfRules } from './self-rules.ts'
import { asMap, asText, specOf } from './shape.ts'

/** A field that the API server will not let anybody change: the sync fails and keeps failing. */
export const immutableField: Rule = {
  id: 'immutable-field',
  severity: 'error',
  title: 'a field changes that the API server never changes',
  why: 'The API server refuses the update. Argo CD retries, the Application stays `OutOfSync` with a failed sync, and every other change in the same Application waits behind it. The comparison is made on the raw objects, so that labels inside `volumeClaimTemplates` count too: Kubernetes compares them and refuses, although many tools leave them out.',
  accept:
    'Accept it when you will run the recovery commands of the finding at the moment of the merge. With the sync option `Replace=true,Force=true` Argo CD deletes and creates the object itself; then `force-replace` speaks up instead.',
  *run(context) {
    const { changes, owners } = context
    const found = new Map<string, Refused>()
    for (const { change, path, schema } of alterations(changes)) {
      const before = change.before as TreeObject
      const after = change.after as TreeObject
      if (isMadeAnew(after.value) || syncOption('Force', after.value, owners.head.of(after)) === 'true') continue
      const why = refusal(before, after, path, schema, context)
      if (!why) continue
      const id = `${after.id} ${why.recovery} ${why.because ?? ''}`
      const refused = found.get(id) ?? { ...why, object: after, path: path.path, fields: [] }
      found.set(id, refused)
      const field = fieldName(path.segments)
      if (!refused.fields.includes(field)) refused.fields.push(field)
    }
    for (const { object, path, fields, recovery, because } of found.values()) {
      const { kind } = object.ref
      yield report(
        'immutable-field',
        'error',
        object.ref,
        path,
        because ??
          `${listed(fields)} of ${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind} cannot be changed: the sync will fail.`,
        recover(object, recovery, fields),
      )
    }
  },
}

/** What the API server refuses about one object, and what helps. */
interface Refused {
  readonly object: TreeObject
  readonly path: string
  readonly fields: string[]
  readonly recovery: Recovery
  readonly because?: string
}

function refusal(
  before: TreeObject,
  after: TreeObject,
  path: PathChange,
  schema: string,
  { owners, trees }: RuleContext,
): Pick<Refused, 'recovery' | 'because'> | undefined {
  const kind = `${after.group}/${after.ref.kind}`
  const entry = immutableFields.find(
    ({ kinds, path: pattern, when }) =>
      kinds.includes(kind) && pattern.test(schema) && (when?.(path, before, after) ?? true),
  )
  if (entry) return { recovery: entry.recovery }
  if (selfRules(after, trees.head).some((each) => schema === each || schema.startsWith(`${each}.`)))
    return {
      recovery: 'recreate',
      because: `${fieldName(path.segments)} of this ${after.ref.kind} cannot be changed (its definition says self == oldSelf): the sync will fail.`,
    }
  const serverSide = syncOption('ServerSideApply', after.value, owners.head.of(after)) === 'true'
  const stuck = serverSide ? stuckStrategy(before, after) : undefined
  return stuck && schema.startsWith(stuck.field)
    ? {
        recovery: 'orphan',
        because: `${stuck.field} becomes ${stuck.type}, but the server keeps the defaults of rollingUpdate, which stand in no file and which ${stuck.type} does not allow. Server-side apply cannot take them away: the sync will fail.`,
      }
    : undefined
}

/**
 * A strategy that leaves RollingUpdate, whose parameters the API server filled in: nobody owns them, so that server-side
 * apply does not remove them. Client-side apply does (`patchStrategy: retainKeys`).
 */
function stuckStrategy(before: TreeObject, after: TreeObject): { field: string; type: string } | undefined {
  const name = `${after.group}/${after.ref.kind}`
  const field = name === 'apps/Deployment' ? 'strategy' : name === 'apps/StatefulSet' ? 'updateStrategy' : undefined
  if (!field) return undefined
  const [old, now] = [before, after].map(({ value }) => asMap(specOf(value)[field])) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  const [from, to] = [old, now].map(({ type }) => asText(type) ?? 'RollingUpdate') as [string, string]
  return from === 'RollingUpdate' && to !== from && Object.keys(asMap(old.rollingUpdate)).length === 0
    ? { field: `spec.${field}`, type: to }
    : undefined
}

function listed(fields: readonly string[]): string {
  return fields.length > 6 ? `${fields.slice(0, 5).join(', ')} and ${fields.length - 5} more fields` : fields.join(', ')
}

function fieldName(segments: readonly Segment[]): string {
  return schemaPath(segments).replace(/\.\[\]/g, '[]')
}

/** Commands that bring the cluster to the new state, with what they cost. */
export function recover({ ref, group }: TreeObject, recovery: Recovery, fields: readonly string[] = []): string {
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
  return `Keep the field, or recreate the object: \`${remove}\`, then sync. What it grants or configures is missing in between.`
}
