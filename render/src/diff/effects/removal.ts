import type { Owners, Tree, TreeObject } from '../model.ts'
import { isHook } from './hooks.ts'
import { type Forbidden, forbiddenBy } from './project-permits.ts'
import { annotation, automated, syncOption, waveOf } from './sync-options.ts'

/** What happens in the cluster to an object that leaves the tree. */
export interface Removal {
  readonly outcome: 'deleted' | 'kept' | 'asks' | 'unknown'
  /** Ends a sentence: `because …`. */
  readonly because: string
  /** What may happen first, so that the object stays after all. Ends a sentence: `unless …`. */
  readonly unless?: string
}

/**
 * Follows an object out of the tree: its own sync options, its Application's policy and project, and whether that
 * Application goes too. `head` and `owners` are those after the change.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/controller/appcontroller.go shouldBeDeleted
 */
export function removalOf(
  object: TreeObject,
  owners: { readonly base: Owners; readonly head: Owners },
  head: Tree,
): Removal {
  const before = owners.base.of(object)
  if (!before) return { outcome: 'unknown', because: 'no Application in the tree owns it' }
  const { kind, name, namespace } = before.ref
  const after = head.find(before.group, kind, namespace, name)
  if (!after) {
    const parent = owners.base.of(before)
    const end = parent && parent.id !== before.id ? removalOf(before, owners, head) : undefined
    if (end?.outcome === 'kept' || end?.outcome === 'asks')
      return { outcome: end.outcome, because: `Application ${name} stays for now: ${end.because}` }
    if (!cascades(before))
      return { outcome: 'kept', because: `Application ${name} goes too and has no finalizer that deletes its objects` }
    const option = syncOption('Delete', object.value, before)
    if (option === 'false') return { outcome: 'kept', because: 'its sync option is Delete=false' }
    if (object.ref.kind === 'CustomResourceDefinition')
      return { outcome: 'kept', because: 'Argo CD deletes no CustomResourceDefinition along with an Application' }
    const forbidden = forbiddenBy(before, object, head)
    if (forbidden && (isForbiddenBefore(before, object, owners.base) || isNarrowedFirst(forbidden, before, owners)))
      return { outcome: 'kept', because: forbidden.because }
    if (option === 'confirm') return { outcome: 'asks', because: 'its sync option is Delete=confirm' }
    if (annotation(object.value, 'helm.sh/resource-policy') === 'keep')
      return { outcome: 'kept', because: 'its annotation helm.sh/resource-policy is keep' }
    const because = `Application ${name} goes too, and its finalizer deletes all it made`
    return { outcome: 'deleted', because, ...race(forbidden) }
  }
  if (isHook(object.value)) return { outcome: 'kept', because: 'it is a hook, which Argo CD never prunes' }
  const option = syncOption('Prune', object.value, after)
  if (option === 'false') return { outcome: 'kept', because: 'its sync option is Prune=false' }
  const forbidden = forbiddenBy(after, object, head)
  // The project and the Application are synced one by one, in no order.
  if (forbidden && isForbiddenBefore(before, object, owners.base))
    return { outcome: 'kept', because: forbidden.because }
  if (option === 'confirm') return { outcome: 'asks', because: 'its sync option is Prune=confirm' }
  const policy = automated(after)
  if (!policy)
    return { outcome: 'kept', because: `Application ${name} is synced by hand: it goes when somebody prunes` }
  if (policy.prune !== true) return { outcome: 'kept', because: `Application ${name} does not prune` }
  return { outcome: 'deleted', because: `Application ${name} prunes what leaves the tree`, ...race(forbidden) }
}

function isForbiddenBefore(application: TreeObject, object: TreeObject, { tree }: Owners): boolean {
  return forbiddenBy(application, object, tree) !== undefined
}

/**
 * Whether the project is changed before the Application is pruned: one sync does both, and the project is in an earlier
 * wave. Within a wave, pruning comes first.
 * @see https://github.com/argoproj/gitops-engine/blob/v0.7.3/pkg/sync/sync_context.go runTasks
 */
export function isNarrowedFirst(
  { project }: Forbidden,
  application: TreeObject,
  owners: { readonly base: Owners; readonly head: Owners },
): boolean {
  return (
    owners.head.of(project)?.id === owners.base.of(application)?.id && waveOf(project.value) < waveOf(application.value)
  )
}

function race(forbidden: Forbidden | undefined): Pick<Removal, 'unless'> {
  return forbidden ? { unless: raceWith(forbidden) } : {}
}

/** Ends a sentence: `unless …`. */
export function raceWith({ project, what }: Forbidden): string {
  return `project ${project.ref.name}, which no longer allows ${what}, is changed before that`
}

/** Finalizer of an Application; a path behind it says how its objects are deleted. */
export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io'

/** Whether the objects of an Application are deleted with it. */
export function cascades(application: TreeObject): boolean {
  const list: unknown = application.value.metadata.finalizers
  return Array.isArray(list) && list.some((each) => typeof each === 'string' && each.startsWith(resourcesFinalizer))
}
