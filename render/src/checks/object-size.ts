import { applicationFor } from '@ainur/constructs'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { findingAbout } from './finding-about.ts'

/** All annotations of an object together; client-side apply writes the whole object into one. */
const annotationLimit = 262_144
/** What etcd takes in one request, as the API server configures it. */
const objectLimit = 1_572_864

/** Objects small enough for how they are applied. */
export const objectSizeCheck: Check = {
  id: 'object-size',
  run({ apps, objects }) {
    const options = new Map(apps.map((app) => [app.appName, applicationFor(app, 0, true).spec.syncPolicy?.syncOptions]))
    return objects.flatMap(({ app, object }) => {
      const bytes = Buffer.byteLength(JSON.stringify(object))
      if (bytes > objectLimit) {
        const message = `${bytes} bytes as JSON; etcd takes at most ${objectLimit}`
        return [
          findingAbout(object, 'object-too-large', 'error', '', message, 'split it, or mount the data from a volume'),
        ]
      }
      if (bytes <= annotationLimit || appliedByServer(object, options.get(app) ?? [])) return []
      const message = `${bytes} bytes as JSON; client-side apply stores it in an annotation, and those hold ${annotationLimit}`
      const remedy = 'let Argo CD apply it on the server: sync option ServerSideApply=true'
      return [findingAbout(object, 'annotation-limit', 'error', '', message, remedy)]
    })
  },
}

function appliedByServer({ metadata }: KubeObject, appOptions: readonly string[]): boolean {
  const own = (metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '')
    .split(',')
    .map((option) => option.trim())
  if (own.includes('Replace=true') || own.includes('ServerSideApply=true')) return true
  return appOptions.includes('ServerSideApply=true') && !own.includes('ServerSideApply=false')
}
