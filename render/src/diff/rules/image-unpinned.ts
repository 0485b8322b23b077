import { defineRule } from '@ainur/constructs/finding'
import { imageOf } from '../reading/images.ts'
import { containerChanges } from '../reading/pods.ts'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('image-unpinned', 'warning', {
  title: 'an image is no longer fixed to one build',
  why: 'A tag such as `latest`, `stable` or `3` is moved by its publisher: nodes run different builds of it, a restart becomes an upgrade, going back in Git does not go back in the cluster, and its architectures cannot be checked.',
  remedy: 'Run `npm run images -- lock`.',
  accept: 'Accept it for images that you build yourself and deploy on purpose that way.',
})

const moving =
  /^(latest|main|master|develop|dev|edge|nightly|stable|rolling|current|head|snapshot|canary|beta|alpha|release|production|testing|lts|v?\d+)$/i

/** An image whose content can change without Git knowing. */
export const imageUnpinned: DiffCheck = {
  rule,
  *run({ changes, images }) {
    for (const { object, path, container, previous } of containerChanges(changes)) {
      const after = imageOf(container.image)
      if (!after || after.digest || container.image === previous?.image) continue
      const before = imageOf(previous?.image)
      const lock = images.head?.images
      if (lock && Object.hasOwn(lock, container.image) && lock[container.image]?.digest) continue
      const what =
        after.tag === undefined
          ? 'has no tag, which means latest'
          : moving.test(after.tag)
            ? `has the tag ${after.tag}, which its publisher moves`
            : undefined
      const wasMoving = before?.location === after.location && !before.digest && moves(before.tag)
      if (what && !wasMoving) {
        const message = `The image ${container.image} ${what}.`
        yield rule.finding(object.ref, `${path}.image`, message, 'Name an exact version, with a digest where you can.')
      } else if (!what && before?.digest && before.location === after.location) {
        const message = `The image ${after.repository} loses its digest: the tag ${after.tag} can be moved.`
        yield rule.finding(object.ref, `${path}.image`, message, 'Keep the digest, updated to the new version.')
      }
    }
  },
}

/** Whether a tag is moved to other builds as time goes by; no tag means `latest`. */
function moves(tag: string | undefined): boolean {
  return tag === undefined || moving.test(tag)
}
