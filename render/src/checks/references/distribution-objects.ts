import { argoCdNamespace, distributionOf, type ProvidedObject, presentObjects } from '@ainur/constructs'
import type { Rendering } from '../../model/rendering.ts'

/** Argo CD exists before the tree: the root Application is applied to it. */
const argoCd: readonly ProvidedObject[] = [
  { group: '', kind: 'Namespace', name: argoCdNamespace },
  { group: 'argoproj.io', kind: 'AppProject', namespace: argoCdNamespace, name: 'default' },
]

/** Objects that exist though neither the tree nor a release makes them. */
export function distributionObjects({ cluster, apps }: Pick<Rendering, 'cluster' | 'apps'>): readonly ProvidedObject[] {
  return [...presentObjects(distributionOf(cluster.kubernetes.distribution), replacedBy(apps)), ...argoCd]
}

/** Names of the components whose work the apps do. */
export function replacedBy(apps: Rendering['apps']): string[] {
  return apps.flatMap(({ replacedComponents }) => replacedComponents.map(({ component }) => component))
}
