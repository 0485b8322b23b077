import { defineRule } from '@ainur/constructs/finding'
import type { DiffCheck, TreeObject } from '../model.ts'

const rule = defineRule('input-duplicate', 'error', {
  title: 'one object is in the tree twice',
  why: 'Inside one Application the last file wins, which depends on the order of file names. Across Applications both fight over the object: each sync undoes the other, and removing one of them deletes it for both.',
  remedy: 'Keep one of them.',
  accept:
    'Accept it when only one of the files is ever applied to one cluster, such as overlays for two clusters in one tree.',
})

/** One object in two places. */
export const inputDuplicate: DiffCheck = {
  rule,
  *run({ changes, documents, trees, owners }) {
    const seen = new Set<string>()
    const touched = [
      ...changes.flatMap(({ after }) => (after ? [after] : [])),
      ...documents.head.flatMap((each) => each.objects),
    ]
    for (const object of touched) {
      if (seen.has(object.id)) continue
      seen.add(object.id)
      const { kind, namespace, name } = object.ref
      const head = trees.head.all(object.group, kind, namespace, name)
      if (head.length < 2 || trees.base.all(object.group, kind, namespace, name).length >= head.length) continue
      const apps = new Set(head.map((each) => owners.head.of(each)?.ref.name))
      const across =
        apps.size > 1 && !apps.has(undefined)
          ? ` It belongs to the Applications ${[...apps].join(' and ')}, which will fight over it.`
          : ''
      const message = `It is in ${head.map((each: TreeObject) => each.file).join(' and ')}; the last one counts here.${across}`
      yield rule.finding(object.ref, '', message)
    }
  },
}
