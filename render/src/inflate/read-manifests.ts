import type { Problem } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../model/rendered-object.ts'
import { describeYamlError, parseArgoYamlAll } from '../yaml/argo-yaml.ts'
import { chartRenderFailed } from './inflate-rules.ts'
import { InflateError } from './problem.ts'

/**
 * Objects in what Helm prints, read as Argo CD would.
 *
 * @throws {InflateError} where something is not an object
 */
export function readManifests(text: string): KubeObject[] {
  let documents: unknown[]
  try {
    documents = parseArgoYamlAll(text)
  } catch (error) {
    throw new InflateError([renderFailed(`what the chart renders is not YAML: ${describeYamlError(error)}`)], {
      cause: error,
    })
  }
  const objects = documents.flatMap(itemsOf)
  const broken = objects.filter((object) => !isKubeObject(object))
  if (broken.length > 0) {
    throw new InflateError([
      renderFailed(
        `${broken.length} of the documents that the chart renders are not objects with apiVersion, kind and metadata.name`,
      ),
    ])
  }
  return objects as KubeObject[]
}

/** Charts may print empty documents, and Lists of objects. */
function itemsOf(document: unknown): unknown[] {
  if (document === null || document === undefined) return []
  if (isRecord(document) && /List$/.test(String(document.kind)) && Array.isArray(document.items)) {
    return document.items.flatMap(itemsOf)
  }
  return [document]
}

function isKubeObject(value: unknown): value is KubeObject {
  if (!isRecord(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') return false
  return isRecord(value.metadata) && typeof value.metadata.name === 'string'
}

/** A chart that does not render. */
export function renderFailed(message: string): Problem {
  const remedy = 'correct the values of the release; helm names the template and what it lacks'
  return chartRenderFailed.problem('values', message, remedy)
}
