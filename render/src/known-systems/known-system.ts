import type { ProvidedObject } from '@ainur/constructs'
import type { Reference } from '../checks/references/reference.ts'
import type { RoutePath } from '../checks/route-path.ts'
import type { Tree } from '../diff/input/tree.ts'
import type { PublishedRoute } from '../diff/reading/published-route.ts'
import type { ChartSource } from '../diff/reading/release-sources.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import type { PodTemplate } from '../pods/pod-template.ts'

/** What is known about a kind, written `group/Kind`; the core group is empty. */
export type ByKind<T> = Readonly<Record<string, T>>

/** The objects among which a maker looks around. */
export type MakerSources = Pick<Rendering, 'objects' | 'apps' | 'cluster'>

/**
 * What the renderer and the diff know about one system that clusters run. Each system is a folder here and a line in
 * `known-systems.ts`; nothing else in `render` knows its name, its kinds or its annotations.
 */
export interface KnownSystem {
  /** As messages call it. */
  readonly name: string
  /** What an object names: one of its own kinds, or another that carries its annotations. */
  readonly references?: ByKind<(object: KubeObject) => Reference[]>
  /** Kinds that hardly anything but Git makes: an object that names a missing one is a mistake. */
  readonly onlyInGit?: readonly string[]
  /** What it makes from an object, as far as others may name it. */
  readonly makes?: ByKind<(object: KubeObject, sources: MakerSources) => ProvidedObject[]>
  /** Whether it may make what a reference names, where only a tree is at hand. */
  readonly mayMake?: (reference: Reference, tree: Tree) => boolean
  /** Objects that it keeps writing: one that something else writes too would be overwritten for ever. */
  readonly writes?: ByKind<(object: KubeObject) => readonly (ProvidedObject & { readonly path: string })[]>
  /** The pods that it makes from an object, where these are in no template of the usual form. */
  readonly podTemplates?: ByKind<(object: KubeObject) => PodTemplate | undefined>
  /** The namespace into which it installs what an object names; nobody sees the pods that come of it. */
  readonly installsInto?: ByKind<(object: KubeObject) => string | undefined>
  /** What an object lets people outside the cluster reach. */
  readonly routes?: ByKind<(object: KubeObject, tree: Tree) => PublishedRoute>
  /** Hosts and paths that an object sends somewhere, as far as they can be told from those of others. */
  readonly routePaths?: ByKind<(object: KubeObject) => RoutePath[]>
  /** What it makes of an Ingress by its annotations. */
  readonly ingress?: {
    /** What asks for a sign-in, as its author wrote it. */
    readonly signIn?: (ingress: KubeObject, tree: Tree) => string | undefined
    /** Whether the Ingress only redirects to HTTPS. */
    readonly redirectsToHttps?: (ingress: KubeObject, tree: Tree) => boolean
    /** Names of the listeners that it is bound to. */
    readonly listeners?: (ingress: KubeObject) => readonly string[] | undefined
    /** Annotation that says which of several Ingresses for one route answers. */
    readonly settles?: RegExp
  }
  /** Annotations of a Service. */
  readonly service?: {
    /** Asks for addresses out of a pool, separated by commas. */
    readonly addresses?: RegExp
    /** Services with the same value share an address on purpose. */
    readonly sharing?: RegExp
  }
  /** Domains of which an object says that they are the owner's, as one that proves it to a public authority does. */
  readonly ownDomains?: ByKind<(object: KubeObject) => readonly string[]>
  /** Annotations of a workload, or of its pods, that have it restarted when its configuration changes. */
  readonly restarts?: RegExp
  /** Charts and repositories that it fetches for an object. */
  readonly sources?: ByKind<(object: KubeObject) => ChartSource[]>
  /** StorageClasses whose volumes are directories of a node. */
  readonly nodeLocalClasses?: readonly string[]
  /** Checks of a tree that nobody else needs. */
  readonly checks?: readonly Check[]
}
