import { dirname, relative, sep } from 'node:path'
import type { App, CodePlace, ObjectRef } from '@ainur/constructs'
import { identityKey, identityOf, identityOfRef } from '../layout/identity.ts'
import type { RenderedObject } from '../model/rendered-object.ts'

/** Where the owner of a cluster wrote an object: `apps/ainur/gotify.ts:12`; undefined for what nobody wrote there. */
export type PlaceOf = (object: ObjectRef) => string | undefined

/**
 * Finds the line of each object in the files of its owner: the one that makes it, or the one that makes its app, where
 * that is one of our systems.
 *
 * @param appsDir the folder with the clusters, as an absolute path
 */
export function objectPlaces(objects: readonly RenderedObject[], apps: readonly App[], appsDir: string): PlaceOf {
  const written = new Map(objects.map((each) => [identityKey(identityOf(each.object)), each]))
  const appsByName = new Map(apps.map((app) => [app.appName, app]))
  return (ref) => {
    const object = written.get(identityKey(identityOfRef(ref)))
    if (!object) return undefined
    const places = [object.madeAt?.(), appsByName.get(object.app)?.madeAt()]
    return places.map((place) => place && inApps(place, appsDir)).find((place) => place !== undefined)
  }
}

function inApps({ file, line }: CodePlace, appsDir: string): string | undefined {
  if (!file.startsWith(appsDir + sep)) return undefined
  return `${relative(dirname(appsDir), file).split(sep).join('/')}:${line}`
}
