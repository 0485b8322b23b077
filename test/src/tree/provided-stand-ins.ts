import type { App } from '@ainur/constructs'
import type { KubeObject } from '../api/kube-object.ts'

/**
 * StorageClasses that apps or their releases bring about without a file in the tree: claims wait for them, and pods for
 * claims. The provisioner that they name does not exist: the simulated one serves every class.
 */
export function providedStandIns(apps: readonly Pick<App, 'provided' | 'releases'>[]): KubeObject[] {
  const provided = apps.flatMap((app) => [
    ...app.provided,
    ...app.releases.flatMap(({ contents }) => contents.provides),
  ])
  const names = new Set(provided.filter(({ kind }) => kind === 'StorageClass').map(({ name }) => name))
  return [...names].map((name) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'stand-in.test.ainur.tools',
  }))
}
