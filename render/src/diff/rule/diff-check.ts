import type { Rule } from '@ainur/constructs/finding'
import type { ImageLock } from '../../images/image-lock.ts'
import type { TreeIndex } from '../../layout/tree-index.ts'
import type { SchemaFacts } from '../compare/schema-facts.ts'
import type { Owners } from '../effects/owners.ts'
import type { Manifest } from '../input/manifest.ts'
import type { Tree } from '../input/tree.ts'
import type { ReleaseSwitch } from '../match/find-switches.ts'
import type { DiffFinding, ObjectChange } from '../model.ts'
import type { ClusterFacts } from '../reading/clusters.ts'

/** Both sides of a value: before and after the change. */
export interface Both<T> {
  readonly base: T
  readonly head: T
}

/** What a check may look at. The trees parse only what is asked for. */
export interface DiffContext {
  /** Without the objects of releases that change hands and nothing else. */
  readonly changes: readonly ObjectChange[]
  readonly switches: readonly ReleaseSwitch[]
  readonly trees: Both<Tree>
  /** Documents whose text is on one side only. */
  readonly documents: Both<readonly Manifest[]>
  /** Documents that moved to another file, with the same text. */
  readonly moved: readonly { readonly from: Manifest; readonly to: Manifest }[]
  readonly owners: Both<Owners>
  readonly schema: SchemaFacts
  /** Absent for trees without `images.lock.json`. */
  readonly images: Both<ImageLock | undefined>
  /** Definitions of the clusters whose trees are compared, by the folder of the tree. */
  readonly clusters: ReadonlyMap<string, ClusterFacts>
  /** What `index.json` of each cluster says, for trees of ours. */
  readonly indexes: Both<readonly TreeIndex[]>
  /** Kubernetes minor that the tree is for, `1.36`. */
  readonly kubernetesMinor: string
}

/** Looks for one thing that a reviewer should know. */
export interface DiffCheck {
  readonly rule: Rule
  run(context: DiffContext): Iterable<DiffFinding>
}
