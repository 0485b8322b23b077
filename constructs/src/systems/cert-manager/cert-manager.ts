import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import type { ChartRendering } from '../../app/upstream-release.ts'
import { anything, optional } from '../../cluster/shapes.ts'
import { certManagerRelease, certManagerValues } from './release.ts'

export interface CertManagerProps {
  /** Who renders the chart. @default Argo CD */
  readonly release?: ChartRendering
}

const shape: PropsShape<CertManagerProps> = { release: optional(anything) }

/** Issues certificates: a pinned upstream release with its CRDs, sized for a Pi. */
export class CertManager extends App {
  readonly #values: Record<string, unknown>

  constructor(tree: ClusterTree, name: string, props: CertManagerProps = {}) {
    super(tree, name, props, { project: 'system-addons' })
    readProps(this, shape, props)
    this.#values = certManagerValues(this.appNamespace)
    this.addRelease(certManagerRelease(this.appNamespace, this.#values), props.release)
  }

  /**
   * Asks `nameservers`, and no others, whether a record of a DNS-01 challenge can be seen: the cluster's own DNS answers for
   * the lab's hosts itself, and would never see it.
   */
  solveDns01(nameservers: readonly string[]): void {
    Object.assign(this.#values, {
      dns01RecursiveNameservers: nameservers.join(','),
      dns01RecursiveNameserversOnly: true,
    })
  }
}
