import { defineRule } from '@ainur/constructs/finding'
import { coerce, compare, prerelease, valid } from 'semver'
import type { DiffCheck, ObjectChange } from '../model.ts'
import { imageOf } from '../reading/images.ts'
import { containerChanges } from '../reading/pods.ts'

const rule = defineRule('image-downgrade', 'warning', {
  title: 'an image goes back to an older version',
  why: 'Most programs move their data forward only: an older version may refuse a database that a newer one wrote, or damage it. A downgrade is also what a merge of an outdated branch looks like.',
  remedy: 'Check that its data can be read by the older version; restore a backup otherwise.',
  accept: 'Accept it when the program documents that it can go back, or keeps no data.',
})

/** An image whose version goes back. */
export const imageDowngrade: DiffCheck = {
  rule,
  *run({ changes }: { readonly changes: readonly ObjectChange[] }) {
    for (const { object, path, container, previous } of containerChanges(changes)) {
      const [before, after] = [imageOf(previous?.image), imageOf(container.image)]
      if (!before || !after || before.location !== after.location) continue
      const [old, now] = [version(before.tag), version(after.tag)]
      if (old && now && variant(before.tag) === variant(after.tag) && compare(now, old) < 0) {
        const message = `${after.repository} goes back from ${before.tag} to ${after.tag}.`
        yield rule.finding(object.ref, `${path}.image`, message)
      }
    }
  },
}

/** The version in a tag, where it starts with one: `v1.2.3`, `1.25-alpine`. Dates and hashes are not versions. */
function version(tag: string | undefined): string | undefined {
  if (!tag || !/^v?\d+(\.\d+){0,2}([-+.].*)?$/.test(tag)) return undefined
  const strict = valid(tag)
  if (strict && /^(alpha|beta|rc|pre|dev|next)/.test(String(prerelease(strict)?.[0] ?? ''))) return strict
  return coerce(tag)?.version
}

/** `alpine` of `1.25-alpine`: versions of different builds say nothing about each other. */
function variant(tag: string | undefined): string {
  return (tag ?? '')
    .replace(/^v?[\d.]+/, '')
    .replace(/^[-+.]?(alpha|beta|rc|pre|dev|next)[\d.]*/, '')
    .replace(/\d+(\.\d+)*/g, '')
}
