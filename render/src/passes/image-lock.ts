import { defineRule, type Finding, type Rule } from '@ainur/constructs/finding'
import { parseImageReference } from '@ainur/constructs/image-reference'
import { imageNotLocked } from '../images/image-not-locked.ts'
import { lockedImage } from '../images/locked-image.ts'
import type { Pass, Rendering } from '../model/rendering.ts'
import { containersOf, type LocatedContainer } from '../pods/containers-of.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

const imageDigestConflict = defineRule('image-digest-conflict', 'error', {
  title: 'a pod names another digest than the lock',
  why: "The lock's platforms are those of another image.",
  remedy: 'Write the tag only, and let the lock pin it.',
})

/**
 * Pins images to the digest that the lock has for their tag, and reports images that the lock does not know.
 *
 * An image of a release, or in a custom resource that cannot be edited, keeps its tag.
 */
export const imageLockPass: Pass = {
  id: 'image-lock',
  rules: [imageNotLocked, imageDigestConflict],
  run(rendering) {
    return workloadsOf(rendering).flatMap((workload) =>
      containersOf(workload.template).flatMap((located) => lockImage(rendering, workload, located)),
    )
  },
}

function lockImage({ images }: Rendering, workload: Workload, { container, path }: LocatedContainer): Finding[] {
  const { image } = container
  const finding = (rule: Rule, message: string, remedy: string): Finding[] => [
    rule.finding(workload.ref, `${path}.image`, message, remedy),
  ]
  const { tag, digest } = parseImageReference(image)
  const locked = lockedImage(images, image)
  if (!locked) {
    return finding(
      imageNotLocked,
      `"${image}" is not in images.lock.json, so the architectures that it runs on are unknown`,
      `declare it in images.lock.json with its platforms and where they were read, or read them from its registry: npm run images -- lock`,
    )
  }
  if (digest && locked.digest && digest !== locked.digest) {
    return finding(
      imageDigestConflict,
      `"${image}" names another digest than images.lock.json, which has ${locked.digest}`,
      `write the image as its tag only and let the lock pin it, or refresh the lock: npm run images -- lock`,
    )
  }
  if (tag && !digest && locked.digest && workload.from === 'tree' && workload.template.edit === 'pod-spec') {
    Object.assign(container, { image: `${image}@${locked.digest}` })
  }
  return []
}
