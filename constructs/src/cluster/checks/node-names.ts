import { type Draft, nodesOf } from '../draft.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { duplicates, errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('node-name-invalid')
const duplicate = errorRule('node-name-duplicate')

/** Kubernetes and the LAN know a node by its name. */
export function checkNodeNames(draft: Draft): Problem[] {
  const nodes = nodesOf(draft)
  const rule = 'allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends'
  return [
    ...nodes.flatMap(({ value: { name }, path }) => {
      if (name === undefined || isDnsLabel(name)) return []
      return [invalid(`${path}.name`, `${quote(name)} is no DNS label; ${rule}`, remedyFor(name))]
    }),
    ...duplicates(
      nodes,
      ({ value }) => value.name?.toLowerCase(),
      ({ value, path }, earlier) => {
        const message = `${quote(value.name)} is the name of ${earlier.path} already`
        return duplicate(
          `${path}.name`,
          message,
          'Give each node a name of its own: k3s takes the second for the first.',
        )
      },
    ),
  ]
}

function remedyFor(name: string): string {
  const fixed = toDnsLabel(name)
  return fixed ? `Write "${fixed}".` : 'Choose a name such as "varda".'
}
