import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { quote } from '../problem.ts'

const invalid = defineRule({
  id: 'cluster-name-invalid',
  severity: 'error',
  title: '`name` is not a DNS label',
  why: 'The name becomes a folder and part of object names.',
  remedy: 'Use a DNS label.',
})

/** The name becomes a folder and part of object names. */
export const checkClusterName: DefinitionCheck = {
  rules: [invalid],
  run({ name }) {
    if (name === undefined || isDnsLabel(name)) return []
    return [
      invalid.problem(
        'name',
        `${quote(name)} is no DNS label; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`,
        toDnsLabel(name) ? `Write "${toDnsLabel(name)}".` : 'Choose a name such as "ainur".',
      ),
    ]
  },
}
