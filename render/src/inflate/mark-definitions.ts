import type { KubeObject } from '../model/rendered-object.ts'
import { commaList } from '../text/comma-list.ts'

const syncWave = 'argocd.argoproj.io/sync-wave'
const syncOptions = 'argocd.argoproj.io/sync-options'

/** Size of all annotations of an object, in bytes; client-side apply writes the whole object into one of them. */
const annotationLimit = 262_144

/**
 * Objects of a chart, with its CustomResourceDefinitions in a wave of their own before all the others, and with
 * server-side apply where they are too large for client-side apply.
 */
export function markDefinitions(objects: readonly KubeObject[]): KubeObject[] {
  const waves = objects.map((object) => Number(object.metadata.annotations?.[syncWave] ?? 0)).filter(Number.isInteger)
  const first = String(Math.min(0, ...waves) - 1)
  return objects.map((object) => {
    if (object.kind !== 'CustomResourceDefinition') return object
    const own = object.metadata.annotations ?? {}
    const annotations = {
      [syncWave]: first,
      ...own,
      ...(isLarge(object) ? { [syncOptions]: withServerSideApply(own[syncOptions]) } : {}),
    }
    return { ...object, metadata: { ...object.metadata, annotations } }
  })
}

function isLarge(object: KubeObject): boolean {
  return Buffer.byteLength(JSON.stringify(object)) > annotationLimit
}

function withServerSideApply(options: string | undefined): string {
  const own = commaList(options).filter((option) => !option.startsWith('ServerSideApply='))
  return [...own, 'ServerSideApply=true'].join(',')
}
