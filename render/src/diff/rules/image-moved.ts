import { defineRule, ownObject } from '@ainur/constructs/finding'
import { imageLockFile } from '../../images/image-lock.ts'
import { imageOf } from '../reading/images.ts'
import { containerChanges } from '../reading/pods.ts'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('image-moved', 'warning', {
  title: 'the same tag now means another image',
  why: 'Nobody changed the version, yet other bytes will run: the publisher rebuilt the tag (often for a fix in its base image) or somebody replaced it. A stolen registry account looks exactly like this.',
  remedy: 'Compare the two with the publisher’s release notes, or wait for a new version.',
  accept: 'Accept it when the publisher announces rebuilds of released tags and the new digest is theirs.',
})

/** The same tag with other content. */
export const imageMoved: DiffCheck = {
  rule,
  *run({ changes, images }) {
    const told = new Set<string>()
    for (const { object, path, container, previous } of containerChanges(changes)) {
      const [before, after] = [imageOf(previous?.image), imageOf(container.image)]
      if (
        !before?.digest ||
        !after?.digest ||
        before.location !== after.location ||
        before.tag !== after.tag ||
        before.digest === after.digest
      )
        continue
      told.add(`${after.repository}:${after.tag}`)
      const message = `${after.repository}:${after.tag ?? 'latest'} had the digest ${short(before.digest)} and has ${short(after.digest)} now.`
      yield rule.finding(object.ref, `${path}.image`, message)
    }
    for (const [reference, entry] of Object.entries(images.head?.images ?? {})) {
      const old =
        images.base && Object.hasOwn(images.base.images, reference) ? images.base.images[reference] : undefined
      if (!old?.digest || !entry?.digest || old.digest === entry.digest || told.has(reference)) continue
      const message = `${reference} had the digest ${short(old.digest)} and has ${short(entry.digest)} now.`
      yield rule.finding(ownObject('ImageLock', imageLockFile), `images[${JSON.stringify(reference)}].digest`, message)
    }
  },
}

function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12)
}
