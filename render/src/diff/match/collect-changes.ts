import { compareObjects } from '../compare/compare-objects.ts'
import type { SchemaFacts } from '../compare/schema-facts.ts'
import type { LoadedTrees } from '../input/load-trees.ts'
import type { ObjectChange } from '../model.ts'
import { findRenames } from './find-renames.ts'
import { matchObjects } from './match-objects.ts'
import { orderChanges } from './order-objects.ts'

/** Everything that differs between two trees, object by object. Objects that differ in bytes only are dropped. */
export function collectChanges(trees: LoadedTrees, facts: SchemaFacts): ObjectChange[] {
  const { matches, renames } = findRenames(matchObjects(trees))
  const changes: ObjectChange[] = []
  for (const { before, after } of matches) {
    if (before && after) {
      const comparison = compareObjects(before.value, after.value, facts)
      if (comparison.paths.length + comparison.hidden.length > 0)
        changes.push({ change: 'changed', object: after.ref, before, after, ...comparison })
    } else if (after) changes.push({ change: 'added', object: after.ref, after, paths: [], hidden: [] })
    else if (before) changes.push({ change: 'removed', object: before.ref, before, paths: [], hidden: [] })
  }
  for (const { before, after } of renames) {
    changes.push({
      change: 'renamed',
      object: after.ref,
      before,
      after,
      ...compareObjects(before.value, after.value, facts),
    })
  }
  return orderChanges(changes)
}
