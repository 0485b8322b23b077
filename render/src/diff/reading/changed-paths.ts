import type { ObjectChange, PathChange, Segment } from '../model.ts'

/** The keys on the way to a change, list items as `[]`: what patterns of rules are matched with. */
export function schemaPath(segments: readonly Segment[]): string {
  return segments
    .map((segment) =>
      typeof segment === 'string' ? segment : typeof segment === 'object' && 'document' in segment ? '>' : '[]',
    )
    .join('.')
}

/** Changes of fields that exist on both sides of one object. */
export function alterations(
  changes: readonly ObjectChange[],
): { change: ObjectChange; path: PathChange; schema: string }[] {
  return changes
    .filter((change) => change.change === 'changed')
    .flatMap((change) => change.paths.map((path) => ({ change, path, schema: schemaPath(path.segments) })))
}
