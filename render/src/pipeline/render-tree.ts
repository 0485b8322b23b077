import { applicationFor, type ClusterTree, computeWaves, type Finding, rootApplicationFor } from '@ainur/constructs'
import { checks } from '../checks/index.ts'
import { schemaCheck } from '../checks/schema.ts'
import { withOwnImages } from '../images/declared-images.ts'
import type { ImageLock } from '../images/image-lock.ts'
import { groupBy } from '../model/group-by.ts'
import { registerServices } from '../model/register-services.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Rendering } from '../model/rendering.ts'
import { passes } from '../passes/index.ts'
import { schemaRule } from '../schema/schema-rules.ts'
import { aboutCharts } from './about-charts.ts'
import { collectObjects } from './collect-objects.ts'
import { MisshapenError } from './misshapen-error.ts'
import { projectsFor } from './projects.ts'
import { treeFindings } from './tree-findings.ts'

/** A cluster, rendered and checked. */
export interface RenderedTree {
  readonly rendering: Rendering
  readonly findings: readonly Finding[]
  /** Applications and AppProjects: the objects in `applications/`. */
  readonly applications: readonly KubeObject[]
  readonly root: KubeObject
}

/** Objects of the tree that are not made by constructs. */
export interface InflatedObjects {
  /** App name -> objects of its releases. */
  readonly objects: ReadonlyMap<string, readonly RenderedObject[]>
  readonly findings: readonly Finding[]
}

/**
 * Turns a construct tree into objects, runs every pass and then every check. Pure, but for completing the tree.
 *
 * @param inflated objects of inflated releases. @default none
 * @param definitions CustomResourceDefinitions that something outside of the tree brings. @default none
 */
export function renderTree(
  tree: ClusterTree,
  images: ImageLock,
  repositoryRoot: string,
  inflated: InflatedObjects = { objects: new Map(), findings: [] },
  definitions: readonly KubeObject[] = [],
): RenderedTree {
  tree.complete()
  const written = tree.apps.map((app) => collectObjects(app, repositoryRoot))
  const unwritable = written.flatMap(({ findings }) => findings)
  if (unwritable.length > 0) {
    throw new MisshapenError(
      unwritable,
      written.flatMap(({ objects }) => objects),
    )
  }
  const collected: Rendering = {
    cluster: tree.definition,
    apps: tree.apps,
    exposures: tree.exposures,
    addresses: tree.addresses,
    waves: computeWaves(tree.apps),
    images: withOwnImages(images, tree.apps),
    definitions,
    objects: tree.apps.flatMap((app, index) => [
      ...(inflated.objects.get(app.appName) ?? []),
      ...(written[index]?.objects ?? []),
    ]),
  }
  try {
    return judged(tree, collected, inflated.findings, repositoryRoot)
  } catch (error) {
    // Passes and other checks trust that a list is one: only the schema check says what is wrong.
    const misshapen = schemaCheck
      .run({ ...collected, applications: [] })
      .filter(({ rule }) => rule === schemaRule.type.id)
    throw misshapen.length > 0 ? new MisshapenError(misshapen, collected.objects, error) : error
  }
}

function judged(
  tree: ClusterTree,
  collected: Rendering,
  inflatedFindings: readonly Finding[],
  repositoryRoot: string,
): RenderedTree {
  const passFindings = passes.flatMap((pass) => pass.run(collected))
  // After the passes: they give a Service its namespace.
  const rendering = { ...collected, addresses: registerServices(tree.addresses, collected.objects) }
  const applications = [...applicationsOf(rendering), ...projectsFor(rendering.apps, rendering.objects)]
  const root = rootApplicationFor(rendering.cluster)
  const finished = { ...rendering, applications: [...applications, root] }
  const checkFindings = checks.flatMap((check) => check.run(finished))
  return {
    rendering,
    findings: [
      ...treeFindings(tree, repositoryRoot),
      ...inflatedFindings,
      ...aboutCharts([...passFindings, ...checkFindings], rendering.objects),
    ],
    applications,
    root,
  }
}

function applicationsOf({ apps, waves, objects }: Rendering): KubeObject[] {
  const byApp = groupBy(objects, ({ app }) => app)
  return apps
    .filter((app) => byApp.has(app.appName) || app.releases.length > 0)
    .map((app) => {
      const kinds = (byApp.get(app.appName) ?? []).map(({ object }) => object.kind)
      return applicationFor(app, waves.get(app.appName) ?? 0, kinds)
    })
}
