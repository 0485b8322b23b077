import type { ContainerLike } from '@ainur/constructs'
import { isRecord } from '@ainur/constructs/is-record'
import type { PodTemplate } from './pod-template.ts'

export interface LocatedContainer {
  /** Path of the container inside the object: `spec.template.spec.initContainers[0]`. */
  readonly path: string
  readonly list: 'initContainers' | 'containers' | 'ephemeralContainers'
  readonly container: ContainerLike
}

/** All containers of a pod template: init, ordinary and ephemeral, in the order in which they can start. */
export function containersOf(template: Pick<PodTemplate, 'path' | 'spec'>): LocatedContainer[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const
  return lists.flatMap((list) => {
    const items = template.spec[list]
    if (!Array.isArray(items)) return []
    return items
      .map((container: ContainerLike, index) => ({ path: join(template.path, `${list}[${index}]`), list, container }))
      .filter(({ container }) => isRecord(container))
  })
}

function join(path: string, step: string): string {
  return path ? `${path}.${step}` : step
}
