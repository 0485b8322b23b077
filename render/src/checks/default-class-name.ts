import { distributionOf, presentComponents } from '@ainur/constructs'
import type { FinishedRendering } from '../model/rendering.ts'
import { replacedBy } from './references/distribution-objects.ts'

/** Annotation that marks the class which objects get that name none. */
export const defaultMark = {
  StorageClass: 'storageclass.kubernetes.io/is-default-class',
  IngressClass: 'ingressclass.kubernetes.io/is-default-class',
} as const

/** Name of the class that objects get which name none: one of the tree, or that of the distribution. */
export function defaultClassName(
  { objects, cluster, apps }: FinishedRendering,
  kind: keyof typeof defaultMark,
): string | undefined {
  const marked = objects.find(
    ({ object }) => object.kind === kind && object.metadata.annotations?.[defaultMark[kind]] === 'true',
  )
  if (marked) return marked.object.metadata.name
  const components = presentComponents(distributionOf(cluster.kubernetes.distribution), replacedBy(apps))
  return components.find(({ defaultClass }) => defaultClass?.kind === kind)?.defaultClass?.name
}
