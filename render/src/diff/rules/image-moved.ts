import { ownObject } from '@ainur/constructs/finding'
import { imageLockFile } from '../../images/image-lock.ts'
import { imageOf } from '../reading/images.ts'
import { containerChanges } from '../reading/pods.ts'
import { report } from '../rule/report.ts'
import type { Rule } from '../rule/rule.ts'

/** The same tag with other content. */
export const imageMoved: Rule = {
  id: 'image-moved',
  severity: 'warning',
  title: 'the same tag now stands for another image',
  why: 'Nobody changed the version, yet other bytes will run: the publisher rebuilt the tag (often for a fix in its base image) or somebody replaced it. A stolen registry account looks exactly like this.',
  accept: 'Accept it when the publisher announces rebuilds of released tags and the new digest is theirs.',
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
      yield report(
        'image-moved',
        'warning',
        object.ref,
        `${path}.image`,
        `${after.repository}:${after.tag ?? 'latest'} had the digest ${short(before.digest)} and has ${short(after.digest)} now.`,
        'Compare the two with the publisher’s release notes, or wait for a new version.',
      )
    }
    for (const [reference, entry] of Object.entries(images.head?.images ?? {})) {
      const old =
        images.base && Object.hasOwn(images.base.images, reference) ? images.base.images[reference] : undefined
      if (!old?.digest || !entry?.digest || old.digest === entry.digest || told.has(reference)) continue
      yield report(
        'image-moved',
        'warning',
        ownObject('ImageLock', imageLockFile),
        `images[${JSON.stringify(reference)}].digest`,
        `${reference} had the digest ${short(old.digest)} and has ${short(entry.digest)} now.`,
        'Compare the two with the publisher’s release notes, or wait for a new version.',
      )
    }
  },
}

function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12)
}
