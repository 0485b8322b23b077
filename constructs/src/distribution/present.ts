import type { ProvidedObject } from '../app/upstream-release.ts'
import type { Component, ComponentRole } from './component.ts'
import type { Distribution } from './distribution.ts'
import { kubernetesObjects } from './kubernetes.ts'

/** What `distribution` starts for `role` unless it is told otherwise. */
export function componentFor(distribution: Distribution, role: ComponentRole): Component | undefined {
  return distribution.components.find((component) => component.role === role)
}

/** The components that `distribution` starts when those called `replaced` are left out. */
export function presentComponents(distribution: Distribution, replaced: readonly string[]): readonly Component[] {
  return distribution.components.filter(({ name }) => !replaced.includes(name))
}

/** What exists in a fresh cluster when the components called `replaced` are left out. */
export function presentObjects(distribution: Distribution, replaced: readonly string[]): readonly ProvidedObject[] {
  const components = presentComponents(distribution, replaced)
  return [...kubernetesObjects, ...distribution.objects, ...components.flatMap(({ objects }) => objects ?? [])]
}

/**
 * Whether clusters of `distribution` have a namespace before Argo CD starts. Most of its pods are in no tree, so no tree
 * writes it: a Pod Security level computed from the pods that are known would keep the others from starting.
 */
export function isEarlyNamespace(name: string, distribution: Distribution): boolean {
  return presentObjects(distribution, []).some(
    (object) => object.group === '' && object.kind === 'Namespace' && object.name === name,
  )
}
