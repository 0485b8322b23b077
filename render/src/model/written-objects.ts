import type { KubeObject } from './rendered-object.ts'
import type { FinishedRendering } from './rendering.ts'

/** Every object that will be a file: those of the apps, and those that hand them to Argo CD. */
export function writtenObjects({ objects, applications }: Pick<FinishedRendering, 'objects' | 'applications'>) {
  return [...objects.map(({ object }): KubeObject => object), ...applications]
}
