import { type Finding, ownObject } from '../finding/finding.ts'
import { checkGroups } from './checks/checks.ts'
import type { Cluster } from './cluster.ts'
import { DefinitionError } from './definition-error.ts'
import { examples } from './examples.ts'
import type { ClusterInput } from './input.ts'
import { movedApps } from './moved-apps.ts'
import { readShape } from './read-shape.ts'
import { resolveCluster } from './resolve.ts'
import { clusterSchema } from './schema.ts'

/**
 * Checks a cluster definition and fills in its defaults. The result never changes.
 *
 * @throws DefinitionError with all that is wrong, at once.
 */
export function defineCluster(input: ClusterInput): Cluster {
  const { draft, problems } = readShape(clusterSchema, input, {
    whole: 'a cluster',
    examples,
    moved: { apps: movedApps },
  })
  const name = typeof draft.name === 'string' ? draft.name : '(unnamed)'
  const object = ownObject('Cluster', name)
  const findings: Finding[] = [
    ...problems,
    ...checkGroups.flatMap(({ checks }) => checks.flatMap((check) => check.run(draft))),
  ].map(({ rule, severity, path, message, remedy }) => ({ rule, severity, object, path, message, remedy }))
  if (findings.some((finding) => finding.severity === 'error')) throw new DefinitionError(name, findings)
  // Without an error nothing was left out of the draft: it is the input, copied.
  return resolveCluster(draft as ClusterInput, findings)
}
