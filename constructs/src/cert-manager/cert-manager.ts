import { App } from '../app/app.ts'
import type { ClusterTree } from '../app/cluster-tree.ts'
import { certManagerRelease } from './release.ts'

/** Issues certificates: a pinned upstream release with its CRDs, sized for a Pi. */
export class CertManager extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name, {}, { project: 'system-addons' })
    this.addRelease(certManagerRelease(this.appNamespace))
  }
}
