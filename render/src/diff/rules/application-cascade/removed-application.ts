import { describeObject } from '@ainur/constructs/finding'
import { asMap, specOf } from '../../../model/shape.ts'
import { counted } from '../../../text/amounts.ts'
import { projectOf } from '../../effects/project-permits.ts'
import { cascades, removalOf, resourcesFinalizer } from '../../effects/removal.ts'
import { waveOf } from '../../effects/sync-options.ts'
import type { DiffContext, DiffFinding, TreeObject } from '../../model.ts'
import { type Departure, departureOf, tellLeft } from './left-behind.ts'
import { rule } from './rule.ts'

/** What happens to the objects of an Application that goes. `renamedTo` is the one that takes its place. */
export function* removedApplication(
  application: TreeObject,
  renamedTo: string | undefined,
  { owners, trees }: DiffContext,
): Generator<DiffFinding> {
  const owned = owners.base.ownedBy(application)
  const again = renamedTo
    ? ` ${renamedTo} takes its place: the same objects are deleted and made again, or fought over.`
    : ''
  const parent = owners.base.of(application)
  const end = parent && parent.id !== application.id ? removalOf(application, owners, trees.head) : undefined
  if (end?.outcome === 'kept' || end?.outcome === 'asks') {
    const message = `The Application leaves Git but stays in the cluster (${end.because}), without the files that it reads. Its objects stay too, and nothing updates them (${amountOf(owned)}).${again}`
    const remedy = `If it should go: \`argocd app delete ${application.ref.name}\`, with \`--cascade=false\` to keep its objects.`
    yield rule.finding(application.ref, '', message, remedy, 'warning')
    return
  }
  if (!cascades(application)) {
    const message = `The Application goes without a finalizer: its objects stay, and nobody looks after them (${amountOf(owned)}).${again}`
    const remedy = `If they should go too, add the finalizer ${resourcesFinalizer} first.`
    yield rule.finding(application.ref, '', message, remedy, 'warning')
    return
  }
  const departure = departureOf(application, owned, owners, trees.head)
  const { deleted, waiting, left, finish, hidden, unless } = departure
  const goes = deleted.length + waiting.length > 0 || (owned.length === 0 && !hidden)
  const message = `${outcomeOf(departure, goes)}${unless.length > 0 ? ` Some of it stays all the same if ${unless.join(', or if ')}: nothing orders the two.` : ''}${left.size > 0 || hidden ? ' What stays keeps running, and nobody looks after it.' : ''}${again}`
  const remedy = [
    ...(waiting.length > 0
      ? [`To let it go, confirm it after the merge: \`argocd app confirm-deletion ${application.ref.name}\`.`]
      : []),
    ...(finish.length > 0
      ? [
          `To finish the removal, once nothing there is wanted any more, volume claims and Secrets included: ${finish.map((command) => `\`${command}\``).join(', ')}.`,
        ]
      : []),
    ...(goes || finish.length === 0
      ? [
          `To keep the objects, first remove the finalizer ${resourcesFinalizer} in a change of its own, or delete with \`argocd app delete ${application.ref.name} --cascade=false\`.`,
        ]
      : []),
  ].join(' ')
  yield rule.finding(application.ref, '', message, remedy, goes && waiting.length === 0 ? 'error' : 'warning')
}

function outcomeOf({ deleted, waiting, left, hidden }: Departure, goes: boolean): string {
  if (waiting.length > 0) {
    const named = waiting.slice(0, 3).map(({ ref }) => describeObject(ref))
    const rest = left.size > 0 ? `; ${tellLeft(left)}` : ''
    return `The Application goes, but its finalizer deletes nothing until somebody confirms it (sync option Delete=confirm on ${named.join(', ')}${waiting.length > 3 ? ' …' : ''}). Then it deletes ${amountOf([...deleted, ...waiting])}${rest}.`
  }
  if (hidden)
    return `The Application goes, but its finalizer does not delete what it made in namespace ${hidden.namespace}: ${hidden.because}.`
  if (left.size === 0)
    return `The Application goes, and its finalizer deletes all it made: ${deleted.length > 0 ? amountOf(deleted) : 'no file of the tree shows what that is'}.`
  return goes
    ? `The Application goes, and its finalizer deletes ${amountOf(deleted)}; ${tellLeft(left)}.`
    : `The Application goes, but its finalizer deletes nothing of the tree: ${tellLeft(left)}.`
}

/** `3 objects of the tree, among them PersistentVolumeClaim media/films`. */
function amountOf(objects: readonly TreeObject[]): string {
  const data = objects.filter(({ ref }) => /^(PersistentVolumeClaim|StatefulSet|Namespace)$/.test(ref.kind))
  const named = data
    .slice(0, 5)
    .map(({ ref }) => describeObject(ref))
    .join(', ')
  const amount = `${counted(objects.length, 'object')} of the tree`
  return data.length > 0 ? `${amount}, among them ${named}${data.length > 5 ? ' …' : ''}` : amount
}

export function removedApplicationSet({ ref, value }: TreeObject): DiffFinding {
  const keeps = asMap(specOf(value).syncPolicy).preserveResourcesOnDeletion === true
  return keeps
    ? rule.finding(
        ref,
        '',
        'The ApplicationSet and the Applications it made go; their objects stay (preserveResourcesOnDeletion).',
        'Make sure that something else looks after the objects.',
        'warning',
      )
    : rule.finding(
        ref,
        '',
        'The ApplicationSet goes, with it every Application it made and all their objects.',
        'Set spec.syncPolicy.preserveResourcesOnDeletion: true in a change of its own first to keep them.',
      )
}

export function* removedProject(project: TreeObject, context: DiffContext): Generator<DiffFinding> {
  const { ref } = project
  const users = context.trees.head
    .ofKind('argoproj.io', 'Application')
    .filter((application) => projectOf(application) === ref.name)
  if (users.length > 0) {
    const message = `The project goes, but ${users.map((each) => each.ref.name).join(', ')} still belong to it: they stop syncing.`
    yield rule.finding(ref, '', message, 'Move the Applications to another project first.')
  }
  const stuck = stuckWithout(project, context)
  if (stuck.length > 0) {
    const message = `The project goes together with ${stuck.map((each) => each.ref.name).join(', ')}, and not after: without it Argo CD cannot delete what they made, and they hang in deletion.`
    const remedy = `Give the project the finalizer ${resourcesFinalizer}, or an earlier sync wave than they have: what comes first goes last.`
    yield rule.finding(ref, '', message, remedy, 'warning')
  }
}

/**
 * Applications that go in the same push and need the project to do so: pruning runs from the last wave to the first, and
 * the finalizer of a project waits for its Applications.
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/controller/appcontroller.go finalizeApplicationDeletion
 */
function stuckWithout(project: TreeObject, { changes, owners, trees }: DiffContext): TreeObject[] {
  if (cascades(project) || removalOf(project, owners, trees.head).outcome !== 'deleted') return []
  return changes.flatMap(({ change, before }) =>
    change === 'removed' &&
    before?.group === 'argoproj.io' &&
    before.ref.kind === 'Application' &&
    projectOf(before) === project.ref.name &&
    cascades(before) &&
    removalOf(before, owners, trees.head).outcome === 'deleted' &&
    waveOf(project.value) >= waveOf(before.value)
      ? [before]
      : [],
  )
}
