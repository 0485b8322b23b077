import { distributionOf } from '../../distribution/distributions.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import { defaultTaints } from '../default-taints.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, type NodeDraft, nodesOf, type Placed, placed } from '../draft.ts'
import { isLabelKey, isLabelValue } from '../names.ts'
import { duplicates, quote } from '../problem.ts'

const invalid = defineRule('taint-invalid', 'error', {
  title: 'the key or value of a taint is not legal',
  why: 'Kubernetes refuses it.',
  remedy: 'Follow the syntax of labels.',
})

const duplicate = defineRule('taint-duplicate', 'error', {
  title: 'a node has a taint twice',
  why: 'A node has each key and effect once.',
  remedy: 'Remove one.',
})

const nowhere = defineRule('node-all-tainted', 'error', {
  title: 'every node keeps pods away by a taint',
  why: 'Pods without tolerations, most of them, would stay pending.',
  remedy: 'Free at least one node.',
})

/** Taints are well-formed, and leave room for pods that tolerate none. */
export const checkTaints: DefinitionCheck = {
  rules: [invalid, duplicate, nowhere],
  run(draft) {
    return [...nodesOf(draft).flatMap(checkNode), ...checkRoom(draft)]
  },
}

function checkNode({ value, path }: Placed<NodeDraft>): Problem[] {
  const taints = placed(value.taints, `${path}.taints`)
  return [
    ...taints.flatMap(({ value: taint, path: at }) => {
      const problems: Problem[] = []
      if (taint.key !== undefined && !isLabelKey(taint.key)) {
        const message = `${quote(taint.key)} is not a taint key; allowed is what a label key may be`
        problems.push(invalid.problem(`${at}.key`, message, 'Write it like "dedicated" or "example.org/dedicated".'))
      }
      if (taint.value !== undefined && !isLabelValue(taint.value)) {
        const message = `${quote(taint.value)} is not a taint value; allowed is what a label value may be`
        problems.push(invalid.problem(`${at}.value`, message, 'Shorten or rewrite it.'))
      }
      return problems
    }),
    ...duplicates(
      taints,
      ({ value: taint }) => taint.key && taint.effect && `${taint.key} ${taint.effect}`,
      ({ value: taint, path: at }, earlier) => {
        const message = `${quote(taint.key)} with effect ${quote(taint.effect)} is already in ${earlier.path}; a node has each pair once`
        return duplicate.problem(at, message)
      },
    ),
  ]
}

function checkRoom(draft: Draft): Problem[] {
  const nodes = nodesOf(draft)
  if (nodes.length === 0 || nodes.length !== draft.nodes?.length) return []
  const distribution = draft.kubernetes?.distribution
  const taintsOf = ({ value }: Placed<NodeDraft>) => value.taints ?? defaultTaints(value.role, distribution)
  const closed = nodes.every((node) =>
    taintsOf(node).some((taint) => taint?.effect === 'NoSchedule' || taint?.effect === 'NoExecute'),
  )
  if (!closed) return []
  const message = `${nodes.length === 1 ? 'the only node keeps' : `all ${nodes.length} nodes keep`} pods away by a taint; at least one must take pods without tolerations`
  if (nodes.every(({ value }) => value.taints !== undefined)) {
    return [nowhere.problem('nodes', message, 'Remove the NoSchedule and NoExecute taints of a node.')]
  }
  const title = distribution && distributionOf(distribution).title
  return [
    nowhere.problem(
      'nodes',
      `${message}. Servers of ${title} have one unless they list their taints`,
      `Add an agent; or let ${title} schedule pods on its control plane, and say so with taints: [] at a server.`,
    ),
  ]
}
