import { ApiObject } from 'cdk8s'
import type { App } from '../app.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any kind
export type AnyObject = any

/** Plain objects of one app, in order of construction; call `tree.complete()` first where the app needs it. */
export function objectsOf(app: App): AnyObject[] {
  return app.node
    .findAll()
    .filter((node) => ApiObject.isApiObject(node))
    .map((object) => (object as ApiObject).toJson())
}

/** The one object of `app` with this kind and name. */
export function objectOf(app: App, kind: string, name: string): AnyObject {
  const found = objectsOf(app).filter((object) => object.kind === kind && object.metadata.name === name)
  if (found.length !== 1) {
    const all = objectsOf(app).map((object) => `${object.kind} ${object.metadata.name}`)
    throw new Error(`${found.length} objects are ${kind} ${name}; there are: ${all.join(', ')}`)
  }
  return found[0]
}
