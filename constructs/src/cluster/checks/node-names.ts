import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { nodesOf } from '../draft.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { duplicates, quote } from '../problem.ts'

const invalid = defineRule('node-name-invalid', 'error', {
  title: 'the name of a node is not a DNS label',
  why: 'Host names and Kubernetes need a DNS label.',
  remedy: 'Take the spelling suggested.',
})

const duplicate = defineRule('node-name-duplicate', 'error', {
  title: 'two nodes have one name',
  why: 'The second node to join is refused, or replaces the first.',
  remedy: 'Give each node a name of its own: k3s takes the second for the first.',
})

/** Kubernetes and the LAN know a node by its name. */
export const checkNodeNames: DefinitionCheck = {
  rules: [invalid, duplicate],
  run(draft) {
    const nodes = nodesOf(draft)
    const rule = 'allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends'
    return [
      ...nodes.flatMap(({ value: { name }, path }) => {
        if (name === undefined || isDnsLabel(name)) return []
        return [invalid.problem(`${path}.name`, `${quote(name)} is not a DNS label; ${rule}`, remedyFor(name))]
      }),
      ...duplicates(
        nodes,
        ({ value }) => value.name?.toLowerCase(),
        ({ value, path }, earlier) => {
          const message = `${quote(value.name)} is the name of ${earlier.path} already`
          return duplicate.problem(`${path}.name`, message)
        },
      ),
    ]
  },
}

function remedyFor(name: string): string {
  const fixed = toDnsLabel(name)
  return fixed ? `Write "${fixed}".` : 'Choose a name such as "varda".'
}
