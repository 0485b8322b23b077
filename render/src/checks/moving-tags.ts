import { defineRule } from '@ainur/constructs/finding'
import { parseImageReference } from '@ainur/constructs/image-reference'
import type { Check } from '../model/rendering.ts'
import { containersOf } from '../pods/containers-of.ts'
import { workloadsOf } from '../pods/workload.ts'

const imageTagMoves = defineRule('image-tag-moves', 'warning', {
  title: 'an image has no digest, and its tag names another image every few days (`latest`, or none)',
  why: 'Nodes run what was current when each of them pulled it; an update comes without a commit, and cannot be taken back.',
  remedy: 'Write the tag of a version, or pin the digest: `npm run images -- lock`.',
})

/** Tags that projects move to each new build. */
const moving = new Set(['latest', 'stable', 'main', 'master', 'edge', 'nightly', 'dev', 'develop', 'beta', 'rolling'])

/** What runs is what was committed: a tag that moves is pinned by a digest. */
export const movingTagsCheck: Check = {
  rules: [imageTagMoves],
  run(rendering) {
    return workloadsOf(rendering).flatMap(({ ref, template }) =>
      containersOf(template).flatMap(({ container, path }) => {
        const { tag, digest } = parseImageReference(container.image)
        if (digest || (tag && !moving.has(tag))) return []
        const why = tag ? `"${tag}" is whatever was built last` : 'without a tag it is latest, whatever was built last'
        return imageTagMoves.finding(ref, `${path}.image`, `"${container.image}": ${why}`)
      }),
    )
  },
}
