import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('cluster-name-invalid', 'error', {
  title: '`name` is not a DNS label',
  why: 'The name becomes a folder, a project of Argo CD and part of object names.',
  remedy: 'Use a DNS label.',
})

const reserved = defineRule('cluster-name-reserved', 'error', {
  title: '`name` is the name of another project of Argo CD',
  why: 'The apps of a cluster get a project with the name of the cluster.',
  remedy: 'Choose another name, such as "home".',
})

/** Projects of Argo CD that exist already. */
const otherProjects = ['default', 'system-addons']

/** The name becomes a folder, a project of Argo CD and part of object names. */
export const checkClusterName: DefinitionCheck = {
  rules: [invalid, reserved],
  run({ name }) {
    if (name === undefined) return []
    if (otherProjects.includes(name)) {
      const message = `${quote(name)} is the name of another project of Argo CD; the apps of a cluster get one with the name of the cluster`
      return [reserved.problem('name', message)]
    }
    if (isDnsLabel(name)) return []
    const message = `${quote(name)} is not a DNS label; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`
    const label = toDnsLabel(name)
    return [invalid.problem('name', message, label ? `Write "${label}".` : 'Choose a name such as "ainur".')]
  },
}
