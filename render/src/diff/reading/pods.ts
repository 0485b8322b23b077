import type { ContainerLike } from '@ainur/constructs'
import { containersOf, type LocatedContainer, type PodTemplate, podTemplatesOf } from '../../pods/index.ts'
import type { ObjectChange, TreeObject } from '../model.ts'

export interface PodChange {
  readonly change: ObjectChange
  readonly object: TreeObject
  readonly before?: PodTemplate
  readonly after: PodTemplate
}

export interface ContainerChange extends PodChange {
  /** Path of the container in the new object. */
  readonly path: string
  readonly container: ContainerLike
  readonly previous?: ContainerLike
}

/** Pod templates that the change brings or alters, each with the template that it replaces. */
export function podChanges(changes: readonly ObjectChange[]): PodChange[] {
  return changes.flatMap((change) => {
    const { after: object } = change
    if (!object) return []
    const before = new Map(change.before ? podTemplatesOf(change.before.value).map((each) => [each.path, each]) : [])
    return podTemplatesOf(object.value).map((after) => ({ change, object, before: before.get(after.path), after }))
  })
}

/** Containers of those pods, matched by name. */
export function containerChanges(changes: readonly ObjectChange[]): ContainerChange[] {
  return podChanges(changes).flatMap((pod) => {
    const previous = new Map(pod.before ? containersOf(pod.before).map((each) => [nameOf(each), each.container]) : [])
    return containersOf(pod.after).map((each) => ({
      ...pod,
      path: each.path,
      container: each.container,
      previous: previous.get(nameOf(each)),
    }))
  })
}

function nameOf({ list, container }: LocatedContainer): string {
  return `${list === 'initContainers' ? 'init' : 'main'}/${container.name}`
}
