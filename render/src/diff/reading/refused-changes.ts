import { asMap, asText, specOf } from '../../model/shape.ts'
import { isMadeAnew } from '../effects/hooks.ts'
import { syncOption } from '../effects/sync-options.ts'
import type { DiffContext, ObjectChange, PathChange, Segment, TreeObject } from '../model.ts'
import { alterations, schemaPath } from './changed-paths.ts'
import { immutableFields, type Recovery } from './immutable-fields.ts'
import { selfRules } from './self-rules.ts'

/** What the API server refuses about one object, and what helps. */
export interface Refused {
  readonly object: TreeObject
  readonly path: string
  readonly fields: readonly string[]
  readonly recovery: Recovery
  readonly because?: string
}

/** Every change that the API server will refuse, gathered by object and by what helps. Hooks are made anew instead. */
export function refusedChanges(changes: readonly ObjectChange[], context: DiffContext): Refused[] {
  const found = new Map<string, Refused & { readonly fields: string[] }>()
  for (const { change, path, schema } of alterations(changes)) {
    const before = change.before as TreeObject
    const after = change.after as TreeObject
    if (isMadeAnew(after.value)) continue
    const why = refusal(before, after, path, schema, context)
    if (!why) continue
    const id = `${after.id} ${why.recovery} ${why.because ?? ''}`
    const refused = found.get(id) ?? { ...why, object: after, path: path.path, fields: [] }
    found.set(id, refused)
    const field = fieldName(path.segments)
    if (!refused.fields.includes(field)) refused.fields.push(field)
  }
  return [...found.values()]
}

function refusal(
  before: TreeObject,
  after: TreeObject,
  path: PathChange,
  schema: string,
  { owners, trees }: DiffContext,
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
        because: `${stuck.field} becomes ${stuck.type}, but the server keeps the defaults of rollingUpdate, which are in no file and which ${stuck.type} does not allow. Server-side apply cannot take them away: the sync will fail.`,
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

function fieldName(segments: readonly Segment[]): string {
  return schemaPath(segments).replace(/\.\[\]/g, '[]')
}
