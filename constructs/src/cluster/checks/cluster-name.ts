import type { Draft } from '../draft.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('cluster-name-invalid')
const reserved = errorRule('cluster-name-reserved')

/** Projects of Argo CD that exist already: people's apps get one that is called as the cluster is. */
const otherProjects = ['default', 'system-addons']

/** The name becomes a folder, a project of Argo CD and part of object names. */
export function checkClusterName({ name }: Draft): Problem[] {
  if (name === undefined) return []
  if (otherProjects.includes(name)) {
    const message = `${quote(name)} is the name of another project of Argo CD; the apps of a cluster get one that is called as the cluster is`
    return [reserved('name', message, 'Choose another name, such as "home".')]
  }
  if (isDnsLabel(name)) return []
  const message = `${quote(name)} is no DNS label; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`
  const label = toDnsLabel(name)
  return [invalid('name', message, label ? `Write "${label}".` : 'Choose a name such as "ainur".')]
}
