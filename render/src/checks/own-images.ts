import { defineRule, type Finding, type ObjectRef } from '@ainur/constructs/finding'
import { architecturesOf, lockedImage } from '../images/locked-image.ts'
import type { Check, FinishedRendering } from '../model/rendering.ts'
import { containersOf } from '../pods/containers-of.ts'
import { placedWorkloads } from './pi-nodes.ts'

const ownImageUnpublished = defineRule('own-image-unpublished', ['warning', 'info'], {
  title: 'an image that this repository builds was not seen in your registry yet; a warning where nobody can build it',
  why: 'Until it is there, its pods wait in `ImagePullBackOff`, and the root Application does not become healthy.',
  remedy: 'Build and push it for the architectures that are named, then run `npm run images -- lock`.',
})

/** What the owner has to build and push before the first evening, for which architectures. */
export const ownImagesCheck: Check = {
  rules: [ownImageUnpublished],
  run(rendering) {
    return rendering.apps.flatMap(({ ownImages }) =>
      ownImages.flatMap(({ reference, upstream, unbuildable }): Finding[] => {
        const locked = lockedImage(rendering.images, reference)
        const user = firstUser(rendering, reference)
        if (!user || locked?.source === 'registry') return []
        const runsOn = locked ? architecturesOf(locked) : []
        const wanted = user.architectures.filter((each) => runsOn.includes(each)).map((each) => `linux/${each}`)
        const message = `"${reference}" comes from ${upstream}, and is not known to be in the registry; it is needed for ${wanted.join(' and ')}`
        if (unbuildable) {
          const remedy = 'leave the app out until then, or push an image of yours under that name'
          return [ownImageUnpublished.finding(user.ref, user.path, `${message}; ${unbuildable}`, remedy)]
        }
        const remedy = `docker buildx build --platform ${wanted.join(',')} --tag ${reference} --push ${upstream}, then npm run images -- lock`
        return [ownImageUnpublished.finding(user.ref, user.path, message, remedy, 'info')]
      }),
    )
  },
}

/** The first workload with the image, and the architectures of all nodes that some pod with it may run on. */
function firstUser(rendering: FinishedRendering, reference: string) {
  const users = placedWorkloads(rendering).flatMap(({ ref, template, nodes }) => {
    const used = containersOf(template).find(({ container }) => container.image.split('@', 1)[0] === reference)
    return used ? [{ ref, path: `${used.path}.image`, nodes }] : []
  })
  const [first] = users
  if (!first) return undefined
  const architectures = [
    ...new Set(users.flatMap(({ nodes }) => nodes.map(({ hardware }) => hardware.architecture))),
  ].sort()
  return { ref: first.ref satisfies ObjectRef, path: first.path, architectures }
}
