import { asMap, asMaps, asText, specOf } from '../../model/shape.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import { isClusterScoped } from './cluster-scoped.ts'
import { matchesPattern } from './matches-pattern.ts'

/** Project that an Application belongs to. */
export function projectOf({ value }: TreeObject): string {
  return asText(specOf(value).project) ?? 'default'
}

/** What a project does not allow: a namespace with all that is in it, or a kind. */
export interface Forbidden {
  /** Absent for objects that live in no namespace, and where the project forbids the kind. */
  readonly namespace?: string
  /** Ends a sentence: `because …`. */
  readonly because: string
}

/**
 * Why Argo CD leaves `object` of `application` alone: it neither prunes nor cascades to what the project does not allow
 * at that time. Projects that are not in `tree` (such as `default`) count as allowing everything.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/appcontroller.go getPermittedAppLiveObjects
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/state.go CompareAppState
 */
export function forbiddenBy(application: TreeObject, object: TreeObject, tree: Tree): Forbidden | undefined {
  const project = projectIn(application, tree)
  if (!project) return undefined
  const spec = specOf(project.value)
  const isWide = object.ref.namespace === undefined && (isClusterScoped(object.ref.kind) || lists(spec, object))
  if (!allowsKind(spec, object, isWide)) return { because: forbids(project, `the kind ${object.ref.kind}`) }
  return isWide ? undefined : forbidsNamespace(application, project, object.ref.namespace)
}

/** The same for all that an Application makes in the namespace of its destination, which the tree may not tell. */
export function forbiddenDestination(application: TreeObject, tree: Tree): Forbidden | undefined {
  const project = projectIn(application, tree)
  return project && forbidsNamespace(application, project)
}

function forbidsNamespace(application: TreeObject, project: TreeObject, own?: string): Forbidden | undefined {
  const destination = asMap(specOf(application.value).destination)
  const namespace = own ?? asText(destination.namespace)
  if (namespace === undefined || allowsDestination(specOf(project.value), destination, namespace)) return undefined
  return { namespace, because: forbids(project, `namespace ${namespace}`) }
}

function forbids({ ref }: TreeObject, what: string): string {
  return `project ${ref.name} no longer allows ${what}, and Argo CD deletes nothing that the project does not allow`
}

/** The AppProject of an Application, if it is in the tree. */
export function projectIn(application: TreeObject, tree: Tree): TreeObject | undefined {
  return tree.find('argoproj.io', 'AppProject', application.ref.namespace, projectOf(application))
}

const inCluster = 'https://kubernetes.default.svc'

/** One entry must match, and no `!pattern` may turn the destination down. */
function allowsDestination(spec: Fields, destination: Fields, namespace: string): boolean {
  const name = asText(destination.name) ?? (asText(destination.server) === inCluster ? 'in-cluster' : undefined)
  const server = asText(destination.server) ?? (name === 'in-cluster' ? inCluster : undefined)
  let allowed = false
  for (const entry of asMaps(spec.destinations)) {
    const verdicts = [
      { pattern: asText(entry.server), value: server },
      { pattern: asText(entry.name), value: name },
      { pattern: asText(entry.namespace), value: namespace },
    ].map(({ pattern, value }) => ({
      pattern,
      matches: pattern !== undefined && !!value && matchesPattern(pattern, value),
    }))
    const [byServer, byName, byNamespace] = verdicts.map((each) => each.matches)
    if ((byServer || byName) && byNamespace) allowed = true
    else if (verdicts.some((each) => each.pattern?.startsWith('!') && !each.matches)) return false
  }
  return allowed
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
