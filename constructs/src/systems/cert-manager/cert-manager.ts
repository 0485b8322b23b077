import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { anything, optional } from '../../cluster/shapes.ts'
import { certManagerRelease } from './release.ts'

export interface CertManagerProps {
  /** Who renders the chart. @default Argo CD */
  readonly release?: ChartRendering
}

const shape: PropsShape<CertManagerProps> = { release: optional(anything) }

/** Issues certificates: a pinned upstream release with its CRDs, sized for a Pi. */
export class CertManager extends App {
  constructor(tree: ClusterTree, name: string, props: CertManagerProps = {}) {
    super(tree, name, props, { project: 'system-addons' })
    readProps(this, shape, props)
    this.addRelease(certManagerRelease(this.appNamespace), props.release)
  }
}
