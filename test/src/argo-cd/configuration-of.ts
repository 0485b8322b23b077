import type { KubeObject } from '../api/kube-object.ts'

/**
 * Content of the rendered `argocd-cm`: what the bootstrap gives Argo CD before the first sync, and what makes its waves
 * wait. Empty when the tree has none.
 */
export function configurationOf(objects: readonly { readonly object: KubeObject }[]): Readonly<Record<string, string>> {
  const found = objects.find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm')
  return found?.object.data ?? {}
}
