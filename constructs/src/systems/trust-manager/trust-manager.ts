import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { anything, optional } from '../../cluster/shapes.ts'
import type { CertManager } from '../cert-manager/cert-manager.ts'
import { trustManagerRelease } from './release.ts'

export interface TrustManagerProps {
  /** Issues the certificate of trust-manager's webhook. */
  readonly certManager: CertManager
  /** Who renders the chart. @default Argo CD */
  readonly release?: ChartRendering
}

const shape: PropsShape<TrustManagerProps> = {
  certManager: appReference<CertManager>('the app CertManager'),
  release: optional(anything),
}

/**
 * Copies CA certificates into the namespaces that ask for them: a pinned upstream release.
 *
 * It shares cert-manager's namespace, which is also its trust namespace: the only one whose objects it reads.
 */
export class TrustManager extends App {
  constructor(tree: ClusterTree, name: string, props: TrustManagerProps) {
    super(tree, name, props, {
      namespace: props?.certManager?.appNamespace,
      ownNamespace: false,
      project: 'system-addons',
    })
    readProps(this, shape, props)
    this.addRelease(trustManagerRelease(this.appNamespace), props.release)
  }
}
