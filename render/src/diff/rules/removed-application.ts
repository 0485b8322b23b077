import { describeObject } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import { cascades, removalOf, resourcesFinalizer } from '../effects/removal.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffFinding } from '../model.ts'
import { projectOf } from './changed-application.ts'
import { report } from './report.ts'
import type { RuleContext } from './rule.ts'
import { asMap, specOf } from './shape.ts'

/** What happens to the objects of an Application that goes. `renamedTo` is the one that takes its place. */
export function* removedApplication(
  application: TreeObject,
  renamedTo: string | undefined,
  { owners, trees }: RuleContext,
): Generator<DiffFinding> {
  const owned = owners.base.ownedBy(application, trees.base)
  const data = owned.filter(({ ref }) => /^(PersistentVolumeClaim|StatefulSet|Namespace)$/.test(ref.kind))
  const named =
    data.length > 0
      ? `, among them ${data
          .slice(0, 5)
          .map(({ ref }) => describeObject(ref))
          .join(', ')}${data.length > 5 ? ' …' : ''}`
      : ''
  const again = renamedTo
    ? ` ${renamedTo} takes its place: the same objects are deleted and made again, or fought over.`
    : ''
  const parent = owners.base.of(application)
  const end = parent && parent.id !== application.id ? removalOf(application, owners, trees.head) : undefined
  if (end?.outcome === 'kept' || end?.outcome === 'asks') {
    yield report(
      'application-cascade',
      'warning',
      application.ref,
      '',
      `The Application leaves Git but stays in the cluster (${end.because}), without the files that it reads: its ${counted(owned.length, 'object')} of the tree${named} stay too, and nothing updates them.${again}`,
      `If it should go: \`argocd app delete ${application.ref.name}\`, with \`--cascade=false\` to keep its objects.`,
    )
    return
  }
  yield cascades(application)
    ? report(
        'application-cascade',
        'error',
        application.ref,
        '',
        `The Application goes, and its finalizer deletes all it made: ${counted(owned.length, 'object')} of the tree${named}.${again}`,
        `To keep the objects, first remove the finalizer ${resourcesFinalizer} in a change of its own, or delete with \`argocd app delete ${application.ref.name} --cascade=false\`.`,
      )
    : report(
        'application-cascade',
        'warning',
        application.ref,
        '',
        `The Application goes; it has no finalizer, so ${counted(owned.length, 'object')} of the tree${named} stay and nobody looks after them.${again}`,
        `If they should go too, add the finalizer ${resourcesFinalizer} first.`,
      )
}

export function removedApplicationSet({ ref, value }: TreeObject): DiffFinding {
  const keeps = asMap(specOf(value).syncPolicy).preserveResourcesOnDeletion === true
  return keeps
    ? report(
        'application-cascade',
        'warning',
        ref,
        '',
        'The ApplicationSet and the Applications it made go; their objects stay (preserveResourcesOnDeletion).',
        'Make sure that something else looks after the objects.',
      )
    : report(
        'application-cascade',
        'error',
        ref,
        '',
        'The ApplicationSet goes, with it every Application it made and all their objects.',
        'Set spec.syncPolicy.preserveResourcesOnDeletion: true in a change of its own first to keep them.',
      )
}

export function* removedProject({ ref }: TreeObject, { trees }: RuleContext): Generator<DiffFinding> {
  const users = trees.head
    .ofKind('argoproj.io', 'Application')
    .filter((application) => projectOf(application) === ref.name)
  if (users.length === 0) return
  yield report(
    'application-cascade',
    'error',
    ref,
    '',
    `The project goes, but ${users.map((each) => each.ref.name).join(', ')} still belong to it: they stop syncing.`,
    'Move the Applications to another project first.',
  )
}
