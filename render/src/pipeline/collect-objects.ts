import { relative, sep } from 'node:path'
import { type App, policiesFor, sourceFileOf } from '@ainur/constructs'
import { ApiObject } from 'cdk8s'
import type { RenderedObject } from '../model/rendered-object.ts'
import { wholeObject } from './whole-object.ts'

/**
 * The plain objects of an app, in order of construction.
 *
 * Each object is converted alone: a chart's own `toJson()` validates the whole tree once per chart.
 */
export function collectObjects(app: App, repositoryRoot: string): RenderedObject[] {
  return app.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((construct) => ({
      app: app.appName,
      object: wholeObject(construct),
      policies: policiesFor(construct),
      origin: {
        constructPath: construct.node.path,
        sourceFile: toRepositoryPath(sourceFileOf(construct), repositoryRoot),
      },
    }))
}

function toRepositoryPath(file: string | undefined, repositoryRoot: string): string {
  return file ? relative(repositoryRoot, file).split(sep).join('/') : ''
}
