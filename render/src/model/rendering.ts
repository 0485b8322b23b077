import type { AddressRegister, App, Cluster, Exposure, Finding, Rule } from '@ainur/constructs'
import type { ImageLock } from '../images/image-lock.ts'
import type { KubeObject, RenderedObject } from './rendered-object.ts'

/** Everything about one cluster on its way from constructs to files. Passes change `objects`; checks only read. */
export interface Rendering {
  readonly cluster: Cluster
  /** In order of construction. */
  readonly apps: readonly App[]
  readonly exposures: readonly Exposure[]
  /** Who has which address: parts of the definition, apps that reserved one, and Services of the tree. */
  readonly addresses: AddressRegister
  /** App name -> sync wave of its Application. */
  readonly waves: ReadonlyMap<string, number>
  readonly images: ImageLock
  /** CustomResourceDefinitions of `crds/`, which something outside of the tree brings. @default none */
  readonly definitions?: readonly KubeObject[]
  /** Objects of all apps: those in `dist/<cluster>/apps/`. */
  objects: RenderedObject[]
}

/** Changes `rendering.objects`, or reports why it cannot. */
export interface Pass {
  readonly id: string
  /** Rules that its findings are of. */
  readonly rules: readonly Rule[]
  run(rendering: Rendering): Finding[]
}

/** A rendering that every pass has seen, with what hands it to Argo CD: all that will be written. */
export interface FinishedRendering extends Rendering {
  /** Applications, AppProjects and the root Application: the objects in `applications/` and `root.yaml`. */
  readonly applications: readonly KubeObject[]
}

/** Looks at a finished rendering. */
export interface Check {
  /** Rules that its findings are of. */
  readonly rules: readonly Rule[]
  run(rendering: FinishedRendering): Finding[]
}
