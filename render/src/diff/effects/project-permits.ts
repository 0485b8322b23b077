import { asMap, asMaps, asText, specOf } from '../../model/shape.ts'
import type { Tree, TreeObject } from '../model.ts'
import { isClusterScoped } from './cluster-scoped.ts'
import { matchesPattern } from './matches-pattern.ts'
import { allowsDestination } from './project-destinations.ts'

/** Project that an Application belongs to. */
export function projectOf({ value }: TreeObject): string {
  return asText(specOf(value).project) || 'default'
}

/** The AppProject of an Application, if it is in the tree. Applications may live in other namespaces than it does. */
export function projectIn(application: TreeObject, tree: Tree): TreeObject | undefined {
  const name = projectOf(application)
  return (
    tree.find('argoproj.io', 'AppProject', application.ref.namespace, name) ??
    tree.ofKind('argoproj.io', 'AppProject').find(({ ref }) => ref.name === name)
  )
}

/** What a project does not allow: a namespace with all that is in it, or a kind. */
export interface Forbidden {
  readonly project: TreeObject
  /** `namespace media`, `the kind ClusterRole`. */
  readonly what: string
  /** Absent for objects that live in no namespace, and where the project forbids the kind. */
  readonly namespace?: string
  /** Ends a sentence: `because …`. */
  readonly because: string
}

/**
 * Why Argo CD leaves `object` of `application` alone: it neither prunes nor cascades to what the project does not allow
 * at that time, and a sync that applies it fails. Projects that are not in `tree` (such as `default`) count as allowing
 * everything.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/controller/appcontroller.go getPermittedAppLiveObjects
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/controller/state.go CompareAppState
 */
export function forbiddenBy(application: TreeObject, object: TreeObject, tree: Tree): Forbidden | undefined {
  const project = projectIn(application, tree)
  if (!project) return undefined
  const spec = specOf(project.value)
  const isWide = object.ref.namespace === undefined && (isClusterScoped(object) || lists(spec, object))
  if (!allowsKind(spec, object, isWide)) return forbids(project, `the kind ${object.ref.kind}`)
  return isWide ? undefined : forbidsNamespace(application, project, object.ref.namespace)
}

/** The same for everything in the namespace of the Application's destination, even if the tree does not list it. */
export function forbiddenDestination(application: TreeObject, tree: Tree): Forbidden | undefined {
  const project = projectIn(application, tree)
  return project && forbidsNamespace(application, project)
}

function forbidsNamespace(application: TreeObject, project: TreeObject, own?: string): Forbidden | undefined {
  const destination = asMap(specOf(application.value).destination)
  const namespace = own ?? asText(destination.namespace)
  if (namespace === undefined || allowsDestination(specOf(project.value), destination, namespace)) return undefined
  return { ...forbids(project, `namespace ${namespace}`), namespace }
}

function forbids(project: TreeObject, what: string): Forbidden {
  const because = `project ${project.ref.name} no longer allows ${what}, and Argo CD deletes nothing that the project does not allow`
  return { project, what, because }
}

function allowsKind(spec: Fields, object: TreeObject, isWide: boolean): boolean {
  const [allow, deny] = isWide
    ? [spec.clusterResourceWhitelist ?? [], spec.clusterResourceBlacklist]
    : [spec.namespaceResourceWhitelist, spec.namespaceResourceBlacklist]
  const isIn = (list: unknown) =>
    asMaps(list).some(
      ({ group, kind, name }) =>
        matchesPattern(asText(group) ?? '', object.group) &&
        matchesPattern(asText(kind) ?? '', object.ref.kind) &&
        (!asText(name) || matchesPattern(asText(name) as string, object.ref.name)),
    )
  return (allow === undefined || allow === null || isIn(allow)) && !isIn(deny)
}

/** Whether the project names the kind of `object` among those of no namespace. */
function lists(spec: Fields, object: TreeObject): boolean {
  return asMaps(spec.clusterResourceWhitelist).some(
    ({ group, kind }) => (asText(group) ?? '') === object.group && kind === object.ref.kind,
  )
}

type Fields = Record<string, unknown>
