import type { Rendering } from '../model/rendering.ts'
import type { NamespaceLabels } from './cluster-state.ts'

/** Labels of every namespace that the tree makes, with the name label that Kubernetes adds to all. */
export function namespaceLabels({ objects }: Pick<Rendering, 'objects'>): NamespaceLabels {
  const known = new Map(
    objects
      .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
      .map(({ object: { metadata } }) => [metadata.name, metadata.labels ?? {}] as const),
  )
  return (namespace) => ({ ...known.get(namespace), 'kubernetes.io/metadata.name': namespace })
}
