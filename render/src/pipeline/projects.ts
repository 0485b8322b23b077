import { type App, type ProjectUse, projectFor } from '@ainur/constructs'
import { groupBy } from '../model/group-by.ts'
import { groupOf } from '../model/group-of.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'

/** AppProjects with exactly the rights that the rendered objects need. */
export function projectsFor(apps: readonly App[], objects: readonly RenderedObject[]): KubeObject[] {
  const byApp = groupBy(objects, ({ app }) => app)
  const uses = apps.map((app) => useOf(app, byApp.get(app.appName) ?? []))
  const byProject = groupBy(uses, ({ app }) => app.options.project)
  return [...byProject].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, projectUses]) => projectFor(name, projectUses))
}

function useOf(app: App, objects: readonly RenderedObject[]): ProjectUse {
  const metadata = objects.map(({ object }) => object.metadata)
  return {
    app,
    hasObjects: objects.length > 0,
    namespaces: metadata.flatMap(({ namespace }) => namespace ?? []),
    clusterKinds: objects
      .filter(({ object }) => object.metadata.namespace === undefined)
      .map(({ object }) => `${groupOf(object.apiVersion)}/${object.kind}`),
  }
}
