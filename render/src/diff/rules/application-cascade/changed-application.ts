import { asMap, asText, specOf } from '../../../model/shape.ts'
import { counted } from '../../../text/amounts.ts'
import { isClusterScoped } from '../../effects/cluster-scoped.ts'
import { sourcesOf } from '../../effects/owners.ts'
import { forbiddenBy, projectIn, projectOf } from '../../effects/project-permits.ts'
import { refusalsOf } from '../../effects/project-refusals.ts'
import { cascades } from '../../effects/removal.ts'
import { automated } from '../../effects/sync-options.ts'
import type { DiffContext, DiffFinding, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'

/** What an Application that stays does differently to its objects from now on. */
export function* changedApplication(
  before: TreeObject,
  after: TreeObject,
  context: DiffContext,
): Generator<DiffFinding> {
  const { owners, switches } = context
  const owned = () => counted(owners.base.ownedBy(before).length, 'object')
  yield* finalizer(before, after)
  yield* pruning(before, after)
  yield* project(before, after, context)
  yield* destination(before, after, context)
  // The other source has the same objects.
  const handedOver = switches.some(({ application, differs }) => application.id === after.id && differs.length === 0)
  if (!handedOver) yield* source(before, after, owned)
}

function* finalizer(before: TreeObject, after: TreeObject): Generator<DiffFinding> {
  const had = cascades(before)
  if (had === cascades(after)) return
  const message = had
    ? 'From now on, deleting the Application leaves its objects behind.'
    : 'From now on, deleting the Application deletes all it made.'
  const remedy = had
    ? 'Remember to delete them by hand.'
    : 'Keep the finalizer off Applications whose data must outlive them.'
  yield rule.finding(after.ref, 'metadata.finalizers', message, remedy, 'info')
}

function* pruning(before: TreeObject, after: TreeObject): Generator<DiffFinding> {
  if (prunes(before) || !prunes(after)) return
  const message =
    'Pruning is turned on: whatever the Application made earlier and is no longer in Git is deleted at the next sync.'
  const remedy = `Look at what that is: \`argocd app diff ${after.ref.name}\`.`
  yield rule.finding(after.ref, 'spec.syncPolicy.automated.prune', message, remedy, 'warning')
}

function* project(before: TreeObject, after: TreeObject, { owners, trees }: DiffContext): Generator<DiffFinding> {
  const [from, to] = [projectOf(before), projectOf(after)]
  if (from === to) return
  const moves = `The Application moves from project ${from} to ${to}`
  const told = (severity: 'error' | 'warning' | 'info', message: string, remedy: string) =>
    rule.finding(after.ref, 'spec.project', message, remedy, severity)
  if (!projectIn(after, trees.head)) {
    yield told(
      'error',
      `${moves}: what the new project does not allow stops syncing.`,
      'Check that the new project allows its sources, destination and kinds.',
    )
    return
  }
  const owned = owners.head.ownedBy(after)
  // The rule project-forbids reports what the project does not allow.
  if (refusalsOf(after, trees.head).length > 0 || owned.some((each) => forbiddenBy(after, each, trees.head))) return
  const isSeen = owned.length > 0 && sourcesOf(after).every(({ chart }) => chart === undefined)
  yield isSeen
    ? told(
        'info',
        `${moves}, which allows all that the tree holds of it.`,
        'Check that the roles and sync windows of the new project are meant for it.',
      )
    : told(
        'warning',
        `${moves}, which allows its sources and its destination. No file of the tree shows whether it allows the kinds that they bring.`,
        'Check that the new project allows every kind without a namespace that the chart or repository brings.',
      )
}

function* destination(before: TreeObject, after: TreeObject, { owners }: DiffContext): Generator<DiffFinding> {
  const [from, to] = [destinationOf(before), destinationOf(after)]
  if (from.cluster === to.cluster && from.namespace === to.namespace) return
  const owned = owners.base.ownedBy(before)
  const text = ({ cluster, namespace }: Destination) => `${cluster}, namespace ${namespace}`
  const moves = (objects: readonly TreeObject[]) =>
    `The destination moves from ${text(from)} to ${text(to)}: ${counted(objects.length, 'object')} of the tree ${objects.length === 1 ? 'is' : 'are'} made anew there`
  if (from.cluster !== to.cluster) {
    const message = `${moves(owned)}; on ${from.cluster} they stay, and nobody looks after them.`
    const remedy = 'Move data first; delete what is left at the old place afterwards.'
    yield rule.finding(after.ref, 'spec.destination', message, remedy)
    return
  }
  // The namespace of the destination is only for objects that name none.
  const movable = owned.filter((each) => each.ref.namespace === undefined && !isClusterScoped(each))
  if (movable.length > 0 || owned.length === 0) {
    const message = `${moves(movable)}; the old ones ${prunes(after) ? 'are deleted at the same sync' : 'stay'}.`
    const remedy = 'Move data first; delete what is left at the old place afterwards.'
    yield rule.finding(after.ref, 'spec.destination', message, remedy)
  }
}

function* source(before: TreeObject, after: TreeObject, owned: () => string): Generator<DiffFinding> {
  const [from, to] = [sourceOf(before), sourceOf(after)]
  if (from === to) return
  const message = `The source moves from ${from} to ${to}: objects that the new source does not have ${prunes(after) ? 'are deleted' : 'stay without anybody to look after them'} (${owned()} of the tree came from the old one).`
  yield rule.finding(after.ref, 'spec.source', message, `Compare first: \`argocd app diff ${after.ref.name}\`.`)
}

function prunes(application: TreeObject): boolean {
  return automated(application)?.prune === true
}

interface Destination {
  readonly cluster: string
  readonly namespace: string
}

function destinationOf({ value }: TreeObject): Destination {
  const { server, name, namespace } = asMap(specOf(value).destination)
  const cluster =
    asText(server) === 'https://kubernetes.default.svc' || server === undefined
      ? (asText(name) ?? 'in-cluster')
      : (asText(server) ?? 'in-cluster')
  return { cluster: cluster === 'in-cluster' ? 'this cluster' : cluster, namespace: asText(namespace) ?? '(none)' }
}

function sourceOf(application: TreeObject): string {
  return sourcesOf(application)
    .map(({ repoURL, path, chart }) => [asText(repoURL), asText(path) ?? asText(chart)].filter(Boolean).join(' '))
    .join(' + ')
}
