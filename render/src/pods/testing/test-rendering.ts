import {
  App,
  type AppOptions,
  type Cluster,
  ClusterTree,
  componentRoles,
  type PlacementPolicy,
} from '@ainur/constructs'
import { parseImageReference } from '@ainur/constructs/image-reference'
import { testCluster, testNode } from '../../../../constructs/src/app/testing/test-cluster.ts'
import type { LockedImage } from '../../images/image-lock.ts'
import { registerServices } from '../../model/register-services.ts'
import type { KubeObject, RenderedObject } from '../../model/rendered-object.ts'
import type { FinishedRendering } from '../../model/rendering.ts'

export { testCluster, testNode }

/** An app without objects of its own, to hang releases, needs and provided objects on. */
export class TestApp extends App {
  constructor(tree: ClusterTree, name = 'web', props: object = {}, options: AppOptions = {}) {
    super(tree, name, props, options)
  }
}

/** The app `web`, which does the work of every component of the distribution: nothing runs that a test does not make. */
export function insteadOfComponents(tree: ClusterTree): void {
  const app = new TestApp(tree)
  for (const role of componentRoles) app.replacesComponent(role, 'the test counts what it makes itself')
}

export interface TestRenderingOptions {
  readonly cluster?: Cluster
  readonly objects?: readonly (KubeObject | RenderedObject)[]
  /** Adds apps to the tree. @default one app `web` */
  readonly apps?: (tree: ClusterTree) => void
  /** Image reference -> platforms, or the whole entry. */
  readonly images?: Readonly<Record<string, readonly string[] | LockedImage>>
  readonly waves?: Readonly<Record<string, number>>
  /** What hands the tree to Argo CD. @default nothing */
  readonly applications?: readonly KubeObject[]
}

/** A rendering for tests; its objects are copies that passes may change. */
export function testRendering(options: TestRenderingOptions = {}): FinishedRendering {
  const cluster = options.cluster ?? testCluster()
  const tree = new ClusterTree(cluster)
  if (options.apps) options.apps(tree)
  else new TestApp(tree)
  const objects = (options.objects ?? []).map((item) =>
    structuredClone('origin' in item ? (item as RenderedObject) : inApp('web', item as KubeObject)),
  )
  return {
    cluster,
    apps: tree.apps,
    exposures: [],
    addresses: registerServices(tree.addresses, objects),
    waves: new Map(Object.entries(options.waves ?? {})),
    images: {
      images: Object.fromEntries(
        Object.entries(options.images ?? {}).map(([reference, entry]) => [
          reference,
          'platforms' in entry ? entry : declared(reference, entry),
        ]),
      ),
    },
    objects,
    applications: options.applications ?? [],
  }
}

/** `object` as part of the app `app`. */
export function inApp(app: string, object: KubeObject, ...policies: PlacementPolicy[]): RenderedObject {
  return { app, object, policies, origin: { constructPath: `${app}/object`, sourceFile: 'constructs/src/web/web.ts' } }
}

/** Nodes of both architectures: two Pis and a mini PC. */
export function mixedCluster(): Cluster {
  return testCluster({
    nodes: [
      testNode({ name: 'manwe', role: 'server', address: '192.168.20.11' }),
      testNode({ name: 'varda', address: '192.168.20.12' }),
      testNode({ name: 'aule', address: '192.168.20.13', architecture: 'amd64' }),
    ],
  })
}

/** A Deployment `web/<name>` with one container. */
export function deployment(
  name: string,
  image: string,
  podSpec: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'web' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      ...spec,
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: { containers: [{ name, image }], ...podSpec },
      },
    },
  }
}

function declared(reference: string, platforms: readonly string[]): LockedImage {
  const { tag = 'latest' } = parseImageReference(reference)
  return { tag, platforms, source: 'declared', upstream: 'https://example.com' }
}
