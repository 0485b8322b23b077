import { describeObject } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import type { ShownChange } from '../diff-trees.ts'
import type { Effect } from '../effects/effect-of.ts'

/** What Argo CD does with an object, in words that follow its name. */
export const effectTexts: Readonly<Record<Effect, string>> = {
  create: 'is created',
  patch: 'is patched',
  replace: 'is replaced whole',
  delete: 'is deleted',
  'delete-and-create': 'is deleted and created',
  keep: 'leaves Git, stays in the cluster',
  ask: 'waits for its deletion to be confirmed',
  nothing: 'stays as it is',
  'hand-over': 'changes hands, stays in the cluster',
  run: 'runs as a hook',
}

/** `PersistentVolumeClaim media/films → media/movies` for a rename. */
export function titleOf({ change, object, before }: ShownChange): string {
  return change === 'renamed' && before
    ? `${describeObject(before.ref)} → ${object.namespace ? `${object.namespace}/` : ''}${object.name}`
    : describeObject(object)
}

/** The little that is worth saying of an object that comes or goes as a whole. */
export function briefOf({ before, after }: ShownChange): string {
  const spec: unknown = (after ?? before)?.value.spec
  if (typeof spec !== 'object' || spec === null) return ''
  const { replicas, type, template } = spec as Record<string, unknown>
  const containers = (template as { spec?: { containers?: unknown } } | undefined)?.spec?.containers
  const images = Array.isArray(containers)
    ? containers.flatMap((each: { image?: unknown } | null) => (typeof each?.image === 'string' ? [each.image] : []))
    : []
  return [
    ...new Set(images),
    typeof replicas === 'number' ? counted(replicas, 'replica') : '',
    typeof type === 'string' ? type : '',
  ]
    .filter(Boolean)
    .join(', ')
}
