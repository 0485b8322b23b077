import { asMaps, asText, asTexts, specOf } from '../../../model/shape.ts'
import type { DiffFinding, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'

/** What the Applications of an Argo CD project may do from now on that they might not before: wildcards only. */
export function* widerProject(before: TreeObject | undefined, after: TreeObject): Generator<DiffFinding> {
  if (!before) return
  const [old, now] = [before, after].map(({ value }) => opened(specOf(value))) as [
    Map<string, string>,
    Map<string, string>,
  ]
  const fresh = [...now].filter(([what]) => !old.has(what))
  const [first] = fresh
  if (!first) return
  yield rule.finding(
    after.ref,
    first[1],
    `Applications of the project may newly use ${fresh.map(([what]) => what).join(', ')}.`,
    'Name the repositories, namespaces and kinds that are really in use.',
    fresh.some(([what]) => what.startsWith('every cluster-scoped')) ? 'error' : 'warning',
  )
}

/** Wildcards of a project, each with its path. */
function opened(spec: Record<string, unknown>): Map<string, string> {
  const found = new Map<string, string>()
  if (asTexts(spec.sourceRepos).includes('*')) found.set('every repository', 'spec.sourceRepos')
  for (const { namespace, server, name } of asMaps(spec.destinations)) {
    if (namespace === '*') found.set('every namespace', 'spec.destinations')
    if (asText(server) === '*' || asText(name) === '*') found.set('every cluster', 'spec.destinations')
  }
  for (const { group, kind } of asMaps(spec.clusterResourceWhitelist))
    if (kind === '*')
      found.set(
        `every cluster-scoped kind${group === '*' ? '' : ` of ${asText(group) || 'the core group'}`}`,
        'spec.clusterResourceWhitelist',
      )
  return found
}
