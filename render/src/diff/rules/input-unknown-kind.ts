import { defineRule } from '@ainur/constructs/finding'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('input-unknown-kind', 'info', {
  title: 'a kind is known neither to Kubernetes nor to the tree',
  why: 'Without its definition the API server refuses the object, and without a schema its lists are compared by order. The definition may well be installed by a chart that Argo CD fetches itself; then there is nothing to do.',
  remedy: 'Check the spelling, and that its definition is installed before.',
  accept: 'Accept it when something outside the tree installs the definition.',
})

/** A kind that neither Kubernetes nor the tree defines. */
export const inputUnknownKind: DiffCheck = {
  rule,
  *run({ changes, schema, trees }) {
    const seen = new Set<string>()
    for (const { after } of changes) {
      if (!after) continue
      const { apiVersion, kind } = after.ref
      const id = `${apiVersion} ${kind}`
      if (seen.has(id)) continue
      seen.add(id)
      if (
        schema.isKnown(apiVersion, kind) ||
        trees.base.ofKind(after.group, kind).some(({ ref }) => ref.apiVersion === apiVersion)
      )
        continue
      const message = `${apiVersion} ${kind} is new in the tree, and no CustomResourceDefinition in it defines the kind.`
      yield rule.finding(after.ref, 'apiVersion', message)
    }
  },
}
