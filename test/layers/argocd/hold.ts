import { parseAllDocuments, stringify } from 'yaml'
import type { KubeObject } from '../../src/api/kube-object.ts'
import type { LocalTree } from '../../src/argo-cd/local-tree.ts'

/** A file of the repository after whose change its app can never become healthy. */
export interface HeldApp {
  readonly app: string
  readonly path: string
  /** Text of the file with the fault, and as it was. */
  readonly broken: string
  readonly sound: string
}

/**
 * Makes an app hang: a Deployment of the earliest wave that has one gets a node selector that no node fulfils.
 *
 * @param waves app -> wave
 */
export function holdEarliest({ files }: LocalTree, waves: ReadonlyMap<string, number>): HeldApp {
  const last = Math.max(...waves.values())
  const apps = [...waves].filter(([, wave]) => wave < last).sort(([, a], [, b]) => a - b)
  for (const [app] of apps) {
    for (const [path, sound] of files) {
      if (!path.includes(`/apps/${app}/`) && !path.startsWith(`stand-ins/${app}/`)) continue
      const objects = parseAllDocuments(sound).map((document) => document.toJS() as KubeObject | null)
      const deployment = objects.find((object) => object?.kind === 'Deployment')
      if (!deployment) continue
      deployment.spec.template.spec.nodeSelector = { 'example.com/nowhere': 'true' }
      return { app, path, sound, broken: objects.map((object) => stringify(object)).join('---\n') }
    }
  }
  throw new Error('no app before the last wave has a Deployment to hold')
}
