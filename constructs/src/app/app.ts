import { type ApiObject, Chart } from 'cdk8s'
import { Construct } from 'constructs'
import type { AddressEntry } from '../cluster/address-register.ts'
import { parseAddress } from '../cluster/addresses.ts'
import { quote } from '../cluster/problem.ts'
import { type ComponentRole, componentRoles } from '../distribution/component.ts'
import { distributionOf } from '../distribution/distributions.ts'
import { componentFor, isEarlyNamespace } from '../distribution/present.ts'
import type { Problem } from '../finding/rule.ts'
import { duplicateAppName, judgeAppName } from './app-name.ts'
import type { ClusterTree } from './cluster-tree.ts'
import { type CodePlace, noteCreator } from './code-place.ts'
import { type InflatedRelease, inflatedRelease } from './inflated-release.ts'
import { judgeOptions, notToBeOwned } from './judge-options.ts'
import { judgeRelease } from './judge-release.ts'
import { judgeReservation } from './judge-reservation.ts'
import { judgeSecretNeed } from './judge-secret-need.ts'
import { mergeValues } from './merge-values.ts'
import { overriddenCharts } from './overridden-charts.ts'
import { judgeOverride, type KubernetesKind, type ObjectChanges, type Override } from './override.ts'
import type { SecretNeed } from './secret-need.ts'
import { callerOutsidePlumbing, noteSourceFile } from './source-file.ts'
import type { TokenAudience } from './token-audience.ts'
import type { ChartRendering, ProvidedObject, ReleaseWorkload, UpstreamRelease } from './upstream-release.ts'

/** Argo CD project of the apps that other apps depend on. */
export const systemProject = 'system-addons'

export interface AppOptions {
  /** Namespace of its objects. @default the app's name */
  readonly namespace?: string
  /** Argo CD project. @default the project of the apps that people use, which has the cluster's name */
  readonly project?: typeof systemProject
  /**
   * Whether deleting the Application deletes its objects. Turn it off for an app whose data is not in a claim of its
   * own, but in a database that an operator makes, say.
   * @default true, unless the app has a PersistentVolumeClaim or a PersistentVolume
   */
  readonly cascade?: boolean
  /** Whether Argo CD deletes objects that leave the tree. @default true */
  readonly prune?: boolean
  /**
   * Whether the tree creates the namespace. Never true of those that every cluster has before Argo CD, such as
   * `kube-system`.
   * @default true, unless every cluster has the namespace
   */
  readonly ownNamespace?: boolean
  /** Whether every other app comes after it; true for the app that makes the namespaces. @default false */
  readonly foundation?: boolean
  /** Fields that something in the cluster fills in and Argo CD must not fight over. @default none */
  readonly ignoreDifferences?: readonly IgnoredDifference[]
}

/** One entry of `ignoreDifferences` of the Application. @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/ */
export interface IgnoredDifference {
  readonly group?: string
  readonly kind: string
  readonly name?: string
  readonly namespace?: string
  readonly jsonPointers?: readonly string[]
  readonly jqPathExpressions?: readonly string[]
  readonly managedFieldsManagers?: readonly string[]
}

/** An image that this repository builds. */
export interface OwnImage {
  /** As written in pods. */
  readonly reference: string
  readonly tag: string
  /** `linux/arm64`, `linux/amd64`, …: what its Dockerfile can be built for. */
  readonly platforms: readonly string[]
  /** Folder of its Dockerfile in this repository. */
  readonly upstream: string
  /** Why nobody can build it yet, as half a sentence. @default it can be built */
  readonly unbuildable?: string
}

/** A component of the distribution whose work an app does: the cluster must run without the component. */
export interface ReplacedComponent {
  /** As the distribution calls it, e.g. `servicelb`. */
  readonly component: string
  readonly because: string
}

/** Labels and annotations that an app reads from a node. */
export interface NodeMetadata {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** What an administrator sets on a node before an app first sees it. */
export interface WantedNodeMetadata extends NodeMetadata {
  readonly node: string
  readonly because: string
}

/** Something that is wrong, or worth knowing, about what an app was given. An error keeps the cluster from being written. */
export interface AppFinding extends Problem {
  /** Whether `path` leads into the app's props or into the cluster definition. */
  readonly about: 'props' | 'definition'
}

/** An inflated release, with the file that added it. */
export interface AddedInflation {
  readonly release: InflatedRelease
  /** Absolute path. */
  readonly sourceFile: string | undefined
}

export interface Dependency {
  readonly app: App
  readonly because: string
}

/**
 * A cdk8s chart that is also one Argo CD Application.
 *
 * Every `App` found in `props` becomes a dependency: handing one app to another is how order arises. Objects are made
 * in the constructor; what depends on apps that come later (the clients of an identity provider, say) in `complete()`.
 */
export abstract class App extends Chart {
  readonly tree: ClusterTree
  readonly appName: string
  readonly appNamespace: string
  readonly options: Required<Omit<AppOptions, 'cascade' | 'project'>> &
    Pick<AppOptions, 'cascade'> & { readonly project: string }
  /** The line that made it; undefined where the stack does not say. */
  readonly madeAt: () => CodePlace | undefined
  readonly findings: AppFinding[] = []
  /** @internal Props that `readProps()` could not read: it has said why, and filled in an empty value. */
  readonly unread = new Set<string>()
  readonly dependencies: Dependency[] = []
  /** Releases that Argo CD fetches. */
  readonly releases: UpstreamRelease[] = []
  /** Releases that are rendered into the tree. */
  readonly inflations: AddedInflation[] = []
  /** Values for charts that the distribution installs, by release; read when the tree is written. */
  readonly bundledCharts = new Map<string, Record<string, unknown>>()
  readonly secretNeeds: SecretNeed[] = []
  /** Clients of this identity provider whose tokens the API server takes. */
  readonly tokenAudiences: TokenAudience[] = []
  readonly provided: ProvidedObject[] = []
  readonly runtimeWorkloads: ReleaseWorkload[] = []
  readonly namespaceLabels: Record<string, string> = {}
  readonly ownImages: OwnImage[] = []
  readonly replacedComponents: ReplacedComponent[] = []
  readonly nodeMetadata: WantedNodeMetadata[] = []
  /** What its owner wants otherwise; the objects of the tree have it. */
  readonly overrides: Override[] = []
  readonly #valueOverrides = new Map<string, Record<string, unknown>>()
  /** Whether the app applies its placement policies to pods that something else makes, such as a component of k3s. */
  carriesOutPlacement = false

  constructor(tree: ClusterTree, name: string, props: object = {}, options: AppOptions = {}) {
    if (!tree?.node) {
      const what = `new ${new.target.name}() was given ${quote(tree)} as its tree`
      throw new Error(`${what}; it takes what new ClusterTree(definition) made, and then its name`)
    }
    const isName = typeof name === 'string' && name !== ''
    const taken = isName && tree.node.tryFindChild(name) !== undefined
    // A wrong name is reported, and the rest of the app is checked all the same.
    super(tree, taken || !isName ? `${taken ? name : ''} (${tree.apps.length})` : name, {
      disableResourceNameHashes: true,
    })
    this.madeAt = noteCreator(new.target)
    this.tree = tree
    this.appName = isName ? name : ''
    this.appNamespace = options.namespace ?? this.appName
    const { namespace } = options
    for (const problem of judgeOptions(options, this.creation)) this.report(problem)
    for (const problem of judgeAppName('name', name)) this.report(problem)
    for (const problem of namespace === undefined ? [] : judgeAppName('namespace', namespace)) this.report(problem)
    if (taken) this.report(duplicateAppName(name))
    const existsEarly = isEarlyNamespace(this.appNamespace, distributionOf(this.cluster.kubernetes.distribution))
    if (existsEarly && options.ownNamespace) this.report(notToBeOwned(this.appNamespace))
    this.options = {
      namespace: this.appNamespace,
      project: options.project ?? tree.definition.name,
      ...(options.cascade === undefined ? {} : { cascade: options.cascade }),
      prune: options.prune ?? true,
      ownNamespace: !existsEarly && (options.ownNamespace ?? true),
      foundation: options.foundation ?? false,
      ignoreDifferences: options.ignoreDifferences ?? [],
    }
    for (const [key, value] of Object.entries(props)) {
      for (const app of appsIn(value)) this.dependOn(app, `its ${key}`)
    }
    tree.register(this)
  }

  get cluster() {
    return this.tree.definition
  }

  /** `new Omni(…)`: what the owner wrote to make this app. */
  get creation(): string {
    return `new ${this.constructor.name}(…)`
  }

  /**
   * Reports a mistake in what this app was given, or something that its owner should know. Errors of all apps are shown
   * together, and nothing is written; so the constructor goes on with what it has.
   *
   * @param about whether `path` of the finding leads into the props (`eula.email`) or the definition (`nodes[0].disks`).
   */
  report(finding: Problem, about: AppFinding['about'] = 'props'): void {
    if (about === 'props' && this.unread.has(finding.path)) return
    this.findings.push({ ...finding, about })
  }

  /**
   * Keeps an address of the service pool for a Service of this app. Reports a text that is not an address, an address
   * outside the pool, and one that somebody else has. Idempotent.
   *
   * @param path of the prop that holds the address.
   */
  reserveAddress(text: string, path = 'address'): void {
    const { addresses } = this.tree
    const known = addresses.entries.some((entry) => entry.app === this.appName && entry.text === text)
    if (known || (text === '' && this.unread.size > 0)) return
    const wanted: AddressEntry = {
      text,
      address: parseAddress(text),
      kind: 'service',
      owner: `app ${this.appName}`,
      saidAt: `${this.creation}: ${path}`,
      app: this.appName,
    }
    for (const problem of judgeReservation(wanted, path, addresses, this.cluster.network)) this.report(problem)
    this.tree.registerAddress(wanted)
  }

  /** Puts this app after `app`. Needed only where the reference cannot be handed to the constructor. */
  dependOn(app: App, because: string): void {
    if (!this.dependencies.some((known) => known.app === app)) this.dependencies.push({ app, because })
  }

  /**
   * Installs a pinned upstream release as part of this app: Argo CD fetches it, or its objects are rendered into the tree.
   *
   * @param rendering who renders its chart. @default what the release's own source says
   */
  addRelease(release: UpstreamRelease | InflatedRelease, rendering: ChartRendering = {}): void {
    const inflated = release?.source && inflatedRelease(release, rendering)
    if (inflated) {
      this.inflations.push({ release: inflated, sourceFile: callerOutsidePlumbing() })
      return
    }
    const problems = judgeRelease(release)
    for (const problem of problems) this.report({ ...problem, path: `addRelease(…).${problem.path}` })
    if (problems.length === 0) this.releases.push(release as UpstreamRelease)
  }

  /**
   * Declares a Secret that must exist; the bootstrap makes it. Returns its name. Reports what could not be made.
   *
   * @param keysAt path of the prop that says how its keys are made. @default none: the call itself says it
   */
  addSecretNeed(need: Omit<SecretNeed, 'namespace'> & { readonly namespace?: string }, keysAt?: string): string {
    const whole: SecretNeed = { namespace: this.appNamespace, ...need }
    for (const { path, ...problem } of judgeSecretNeed(whole)) {
      // They are made of the app's, which have been refused.
      if (path === 'namespace' && need.namespace === undefined) continue
      if (path === 'name' && this.findings.some((finding) => finding.path === 'name')) continue
      const at = keysAt && path.startsWith('keys') ? path.replace('keys', keysAt) : `addSecretNeed(…).${path}`
      this.report({ ...problem, path: at })
    }
    this.secretNeeds.push(whole)
    return need.name
  }

  /** Declares a client whose tokens the API server takes; the bootstrap tells it. For identity providers. */
  addTokenAudience(audience: TokenAudience): void {
    this.tokenAudiences.push(audience)
  }

  /** Declares an object that this app brings about without a file in the tree. */
  provides(object: ProvidedObject): void {
    this.provided.push(object)
  }

  /**
   * Declares an image that this repository builds, and returns its reference in the owner's registry. Its platforms are
   * known without asking that registry, which has the image only after the owner has built it.
   */
  ownImage(image: { readonly name: string } & Omit<OwnImage, 'reference'>): string {
    const { name, ...facts } = image
    const reference = `${this.cluster.registry}/${name}:${image.tag}`
    this.ownImages.push({ reference, ...facts })
    return reference
  }

  /**
   * Declares pods that something makes for this app at run time, such as a storage controller its drivers: no file of the
   * tree holds them, but they fill nodes and pull images all the same.
   */
  addRuntimeWorkload(workload: ReleaseWorkload): void {
    this.runtimeWorkloads.push(workload)
  }

  /**
   * Declares that the distribution must be started without its component for `role`, because this app does that work.
   * Does nothing if the distribution has no such component.
   */
  replacesComponent(role: ComponentRole, because: string): void {
    if (!componentRoles.includes(role)) {
      throw new Error(
        `${this.appName} replaces the component "${role}"; allowed are what components do: ${componentRoles.join(', ')}`,
      )
    }
    const component = componentFor(distributionOf(this.cluster.kubernetes.distribution), role)
    if (component) this.replacedComponents.push({ component: component.name, because })
  }

  /**
   * Declares what an administrator, or the bootstrap, sets on nodes before the app first sees them: kubelets may not set
   * annotations, and nodes are no objects of the tree. `index.json` lists it.
   */
  wantsOnNode(wanted: WantedNodeMetadata): void {
    this.nodeMetadata.push(wanted)
  }

  /** Adds labels to the app's namespace. */
  labelNamespace(labels: Record<string, string>): void {
    Object.assign(this.namespaceLabels, labels)
  }

  /**
   * Changes an object of this app, where its props say too little: labels, resources, an argument. Typed for the kinds of
   * Kubernetes; the result passes all checks like any other object. Mappings are merged key by key, lists with a key item
   * by item (containers by name), other lists are replaced, and `null` takes a field out.
   *
   * ```ts
   * omni.override('Deployment', 'omni', {
   *   spec: { template: { spec: { containers: [{ name: 'omni', resources: { limits: { memory: '1Gi' } } }] } } },
   * })
   * ```
   *
   * @param namespace where the app has such an object in two. @default the app has one object of this kind and name
   */
  override<const Kind extends KubernetesKind | (string & {})>(
    kind: Kind,
    name: string,
    changes: ObjectChanges<Kind>,
    namespace?: string,
  ): void {
    const problem = judgeOverride(kind, name, changes)
    if (problem) this.report(problem)
    else this.overrides.push({ kind, name, changes, ...(namespace === undefined ? {} : { namespace }) })
  }

  /**
   * Changes values of a chart that this app installs, or that it configures for the distribution (`traefik` on k3s), as
   * `helm --values` would: mappings are merged, lists are replaced.
   * What is declared of the pods of a chart that Argo CD renders (requests, images) stays as it was.
   *
   * @param release as `synth` lists it; reported if the app has no such chart
   */
  overrideValues(release: string, values: Readonly<Record<string, unknown>>): void {
    this.#valueOverrides.set(release, mergeValues(this.#valueOverrides.get(release) ?? {}, values))
  }

  /** @internal Gives the charts their values, once everybody has said what they want of them. */
  applyValueOverrides(): void {
    const { charts, problems } = overriddenCharts(this, this.#valueOverrides)
    for (const problem of problems) this.report(problem)
    this.releases.splice(0, Number.POSITIVE_INFINITY, ...charts.releases)
    this.inflations.splice(0, Number.POSITIVE_INFINITY, ...charts.inflations)
    for (const [name, values] of charts.bundledCharts) this.bundledCharts.set(name, values)
  }

  /** Adds the objects that depend on other apps. Called once, after all apps were constructed. */
  complete(): void {}

  /**
   * cdk8s reads this once for each object made below the chart: the moment to note which file made it. The note rides
   * along as a symbol, which never reaches the rendered labels.
   */
  override get labels(): { [name: string]: string } {
    return noteSourceFile(super.labels)
  }

  override generateObjectName(object: ApiObject): string {
    throw new Error(
      `${object.node.path}: no metadata.name; names are a contract and never follow from a construct's path: give it one`,
    )
  }
}

// cdk8s' own answer to `instanceof` is yes for every chart, whatever its class: ask the prototypes instead.
Object.defineProperty(App, Symbol.hasInstance, { value: Function.prototype[Symbol.hasInstance] })

/** The apps anywhere in `value`; other constructs are not looked into, which know the whole tree. */
function appsIn(value: unknown, seen = new Set<unknown>()): App[] {
  if (isApp(value)) return [value]
  if (typeof value !== 'object' || value === null || seen.has(value) || Construct.isConstruct(value)) return []
  seen.add(value)
  const inner = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value)
  return inner.flatMap((each) => appsIn(each, seen))
}

function isApp(value: unknown): value is App {
  return value instanceof App
}
