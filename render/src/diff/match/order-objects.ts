import { compareText } from '../../text/compare-text.ts'
import type { ObjectChange } from '../model.ts'

/** The order of changes in every output: by namespace, kind and name, whatever the order of the files was. */
export function orderChanges(changes: readonly ObjectChange[]): ObjectChange[] {
  const key = ({ object }: ObjectChange) =>
    [object.namespace ?? '', object.kind, object.name, object.apiVersion].join('\0')
  return changes
    .map((change) => [key(change), change] as const)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, change]) => change)
}
