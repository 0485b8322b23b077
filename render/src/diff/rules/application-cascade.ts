import { describeObject } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import { sourcesOf } from '../effects/owners.ts'
import { cascades, resourcesFinalizer } from '../effects/removal.ts'
import { automated, syncOption } from '../effects/sync-options.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffFinding } from '../model.ts'
import { report } from './report.ts'
import type { Rule, RuleContext } from './rule.ts'
import { asMap, asText, specOf } from './shape.ts'

/** Changes of an Application that make Argo CD delete, orphan or move what it owns. */
export const applicationCascade: Rule = {
  id: 'application-cascade',
  severity: 'error',
  title: 'a change of an Application deletes, orphans or moves all it owns',
  why: 'Removing an Application that carries the resources finalizer deletes every object it made, volumes included. Without the finalizer they stay, and nobody looks after them. Another destination, source or project makes the same objects somewhere else, or prunes those that the new source does not have.',
  accept:
    'Accept it when the list of objects is what you mean to lose or move. To remove an Application and keep its objects, take the finalizer away in a change of its own first.',
  *run(context) {
    yield* handedOver(context)
    for (const { change, before, after, object } of context.changes) {
      if ((before ?? after)?.group !== 'argoproj.io') continue
      const gone = change === 'removed' || change === 'renamed'
      if (before && gone && object.kind === 'Application')
        yield* removed(before, change === 'renamed' ? describeObject(object) : undefined, context)
      else if (before && gone && object.kind === 'ApplicationSet') yield removedSet(before)
      else if (before && gone && object.kind === 'AppProject') yield* removedProject(before, context)
      else if (before && after && object.kind === 'Application') yield* changed(before, after, context)
    }
  },
}

function* removed(
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
  const stays =
    parent && syncOption('Prune', application.value, parent) === 'false'
      ? ' (its sync option Prune=false keeps the Application itself)'
      : ''
  yield cascades(application)
    ? report(
        'application-cascade',
        stays ? 'warning' : 'error',
        application.ref,
        '',
        `The Application goes${stays}, and its finalizer deletes all it made: ${counted(owned.length, 'object')} of the tree${named}.${again}`,
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

function removedSet({ ref, value }: TreeObject): DiffFinding {
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

function* removedProject({ ref }: TreeObject, { trees }: RuleContext): Generator<DiffFinding> {
  const users = trees.head
    .ofKind('argoproj.io', 'Application')
    .filter(({ value }) => (asText(specOf(value).project) ?? 'default') === ref.name)
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

function* changed(before: TreeObject, after: TreeObject, { owners, trees }: RuleContext): Generator<DiffFinding> {
  const { ref } = after
  const [old, now] = [specOf(before.value), specOf(after.value)]
  const owned = () => counted(owners.base.ownedBy(before, trees.base).length, 'object')
  const prunes = automated(after)?.prune === true
  const had = cascades(before)
  const has = cascades(after)
  if (!had && has)
    yield report(
      'application-cascade',
      'info',
      ref,
      'metadata.finalizers',
      'From now on, deleting the Application deletes all it made.',
      'Keep the finalizer off Applications whose data must outlive them.',
    )
  if (had && !has)
    yield report(
      'application-cascade',
      'info',
      ref,
      'metadata.finalizers',
      'From now on, deleting the Application leaves its objects behind.',
      'Remember to delete them by hand.',
    )
  if (automated(before)?.prune !== true && prunes)
    yield report(
      'application-cascade',
      'warning',
      ref,
      'spec.syncPolicy.automated.prune',
      'Pruning is turned on: whatever the Application made earlier and is no longer in Git is deleted at the next sync.',
      `Look at what that is: \`argocd app diff ${ref.name}\`.`,
    )
  const project = [asText(old.project) ?? 'default', asText(now.project) ?? 'default'] as const
  if (project[0] !== project[1])
    yield report(
      'application-cascade',
      'warning',
      ref,
      'spec.project',
      `The Application moves from project ${project[0]} to ${project[1]}: what the new project does not allow stops syncing.`,
      'Check that the new project allows its sources, destination and kinds.',
    )
  const target = [destination(old), destination(now)] as const
  if (target[0] !== target[1])
    yield report(
      'application-cascade',
      'error',
      ref,
      'spec.destination',
      `The destination moves from ${target[0]} to ${target[1]}: ${owned()} are made anew there; the old ones ${prunes ? 'are pruned where Argo CD still sees them, and stay on another cluster' : 'stay'}.`,
      'Move data first; delete what is left at the old place afterwards.',
    )
  const source = [sources(before), sources(after)] as const
  if (source[0] !== source[1])
    yield report(
      'application-cascade',
      'error',
      ref,
      'spec.source',
      `The source moves from ${source[0]} to ${source[1]}: objects that the new source does not have ${prunes ? 'are deleted' : 'stay without anybody to look after them'} (${owned()} of the tree came from the old one).`,
      `Compare first: \`argocd app diff ${ref.name}\`.`,
    )
}

function destination(spec: Record<string, unknown>): string {
  const { server, name, namespace } = asMap(spec.destination)
  const cluster =
    asText(server) === 'https://kubernetes.default.svc' || server === undefined
      ? (asText(name) ?? 'in-cluster')
      : asText(server)
  return `${cluster === 'in-cluster' ? 'this cluster' : cluster}, namespace ${asText(namespace) ?? '(none)'}`
}

function sources(application: TreeObject): string {
  return sourcesOf(application)
    .map(({ repoURL, path, chart }) => [asText(repoURL), asText(path) ?? asText(chart)].filter(Boolean).join(' '))
    .join(' + ')
}

/** Objects that another Application looks after from now on: the old one may delete them first. */
function* handedOver({ changes, moved, owners }: RuleContext): Generator<DiffFinding> {
  const pairs = [
    ...changes.flatMap(({ change, before, after }) =>
      change === 'changed' && before && after ? [{ before, after }] : [],
    ),
    ...moved.flatMap(({ from, to }) =>
      from.objects.flatMap((before, index) => (to.objects[index] ? [{ before, after: to.objects[index] }] : [])),
    ),
  ]
  for (const { before, after } of pairs) {
    const [old, now] = [owners.base.of(before), owners.head.of(after)]
    if (!old || !now || old.id === now.id) continue
    const prunes = automated(old)?.prune === true && syncOption('Prune', before.value, old) !== 'false'
    const holds = /^(PersistentVolumeClaim|PersistentVolume|StatefulSet|Namespace|CustomResourceDefinition)$/.test(
      after.ref.kind,
    )
    yield report(
      'application-cascade',
      prunes && holds ? 'error' : prunes ? 'warning' : 'info',
      after.ref,
      '',
      `It moves from Application ${old.ref.name} to ${now.ref.name}.${prunes ? ` Whichever syncs first decides: if ${old.ref.name} does, it deletes the object${holds ? ' with all that hangs on it' : ''} before ${now.ref.name} makes it again.` : ''}`,
      prunes
        ? 'Give it the sync option Prune=false in a change of its own first, and take that away afterwards.'
        : 'Nothing to do: the old one does not prune.',
    )
  }
}
