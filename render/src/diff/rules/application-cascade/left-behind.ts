import { counted } from '../../../text/amounts.ts'
import { type Forbidden, forbiddenBy, forbiddenDestination } from '../../effects/project-permits.ts'
import { isNarrowedFirst, raceWith, removalOf } from '../../effects/removal.ts'
import type { Both, Owners, Tree, TreeObject } from '../../model.ts'

/** What becomes of the objects of an Application that goes and has the finalizer. */
export interface Departure {
  readonly deleted: readonly TreeObject[]
  /** Objects that are deleted only once somebody confirms it; until then none of the others is either. */
  readonly waiting: readonly TreeObject[]
  /** Why some of those that are deleted may stay. */
  readonly unless: readonly string[]
  /** Objects that stay, by the reason. */
  readonly left: ReadonlyMap<string, readonly TreeObject[]>
  /** Why what a chart or another repository made stays: the tree does not list that. */
  readonly hidden?: Forbidden
  /** Commands that delete what stays only because the project changes in the same push. */
  readonly finish: readonly string[]
}

/** Parts what Argo CD deletes from what it leaves, one by one: their reasons differ. */
export function departureOf(
  application: TreeObject,
  owned: readonly TreeObject[],
  owners: Both<Owners>,
  head: Tree,
): Departure {
  const deleted: TreeObject[] = []
  const waiting: TreeObject[] = []
  const unsure = new Set<string>()
  const left = new Map<string, TreeObject[]>()
  const stranded: TreeObject[] = []
  for (const object of owned) {
    const { outcome, because, unless } = removalOf(object, owners, head)
    if (unless) unsure.add(unless)
    if (outcome === 'deleted') deleted.push(object)
    else if (outcome === 'asks') waiting.push(object)
    else {
      left.set(because, [...(left.get(because) ?? []), object])
      if (forbiddenBy(application, object, head)?.because === because) stranded.push(object)
    }
  }
  const forbidden = owned.length === 0 ? forbiddenDestination(application, head) : undefined
  const isSure =
    forbidden &&
    (forbiddenDestination(application, owners.base.tree) || isNarrowedFirst(forbidden, application, owners))
  const hidden = isSure ? forbidden : undefined
  if (forbidden && !isSure) unsure.add(raceWith(forbidden))
  const finish = commands(stranded, application, head, hidden?.namespace)
  return { deleted, waiting, unless: [...unsure], left, ...(hidden && { hidden }), finish }
}

/** `4 objects of the tree stay, because …` for each reason. */
export function tellLeft(left: Departure['left']): string {
  return [...left]
    .map(
      ([because, objects]) =>
        `${counted(objects.length, 'object')} of the tree ${objects.length === 1 ? 'stays' : 'stay'}, because ${because}`,
    )
    .join('; ')
}

/** Deletes whole namespaces where nothing else of the tree is in them, single objects elsewhere. */
function commands(stranded: readonly TreeObject[], application: TreeObject, head: Tree, hidden?: string): string[] {
  const byNamespace = new Map<string | undefined, TreeObject[]>()
  if (hidden !== undefined && !isInUse(hidden, head)) byNamespace.set(hidden, [])
  for (const object of stranded) {
    const namespace = forbiddenBy(application, object, head)?.namespace
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), object])
  }
  return [...byNamespace].map(([namespace, objects]) => {
    if (namespace !== undefined && !isInUse(namespace, head)) return `kubectl delete namespace ${namespace}`
    const names = objects.map(({ ref, group }) => `${ref.kind.toLowerCase()}${group && `.${group}`}/${ref.name}`)
    const scope = namespace ?? objects[0]?.ref.namespace
    return `kubectl delete ${scope ? `-n ${scope} ` : ''}${names.join(' ')}`
  })
}

function isInUse(namespace: string, head: Tree): boolean {
  return (
    head.find('', 'Namespace', undefined, namespace) !== undefined ||
    head.manifests
      .filter(({ text }) => text.includes(namespace))
      .some(({ objects }) => objects.some(({ ref }) => ref.namespace === namespace))
  )
}
