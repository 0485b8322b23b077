import { relative, sep } from 'node:path'
import { type App, type Finding, policiesFor, sourceFileOf, sourcePlaceOf } from '@ainur/constructs'
import { ApiObject } from 'cdk8s'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import { unplainValues } from './unplain-values.ts'
import { wholeObject } from './whole-object.ts'

/** The plain objects of an app, and what is wrong with those that cannot be written. */
export interface CollectedObjects {
  readonly objects: readonly RenderedObject[]
  readonly findings: readonly Finding[]
}

/**
 * The plain objects of an app, in order of construction. Of one that cannot be written only its name is there.
 *
 * Each object is converted alone: a chart's own `toJson()` validates the whole tree once per chart.
 */
export function collectObjects(app: App, repositoryRoot: string): CollectedObjects {
  const findings: Finding[] = []
  const objects = app.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((construct): RenderedObject => {
      const { object, wrong } = written(construct)
      findings.push(...wrong)
      return {
        app: app.appName,
        object,
        policies: policiesFor(construct),
        origin: {
          constructPath: construct.node.path,
          sourceFile: toRepositoryPath(sourceFileOf(construct), repositoryRoot),
        },
        madeAt: () => sourcePlaceOf(construct),
      }
    })
  return { objects, findings }
}

function written(construct: ApiObject): { readonly object: KubeObject; readonly wrong: readonly Finding[] } {
  try {
    return { object: wholeObject(construct), wrong: [] }
  } catch (error) {
    const { apiVersion, kind, name, metadata } = construct
    const object = {
      apiVersion,
      kind,
      metadata: { name, ...(metadata.namespace && { namespace: metadata.namespace }) },
    }
    const wrong = unplainValues(construct, objectRef(object))
    if (wrong.length > 0) return { object, wrong }
    throw error
  }
}

function toRepositoryPath(file: string | undefined, repositoryRoot: string): string {
  return file ? relative(repositoryRoot, file).split(sep).join('/') : ''
}
