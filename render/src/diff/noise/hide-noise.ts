import type { HiddenChange, ObjectChange, PathChange } from '../model.ts'
import { noiseRules } from './noise-rules.ts'

export interface Denoised {
  readonly changes: readonly ObjectChange[]
  /** How many differences each rule hid, most first. */
  readonly hidden: readonly { readonly rule: string; readonly count: number }[]
}

/**
 * Hides what has no effect, and counts it. An object that `hasFinding` keeps all its differences, even those that mean
 * nothing: a reviewer who looks at it closely must see the whole.
 */
export function hideNoise(changes: readonly ObjectChange[], hasFinding: (change: ObjectChange) => boolean): Denoised {
  const counts = new Map<string, number>()
  const count = (rule: string) => counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const visible = changes.flatMap((change): ObjectChange[] => {
    if (change.change === 'added' || change.change === 'removed') return [change]
    if (hasFinding(change))
      return [{ ...change, paths: [...change.paths, ...change.hidden.map(withoutRule)], hidden: [] }]
    const hidden: HiddenChange[] = [...change.hidden]
    const paths = change.paths.filter((path) => {
      const rule = noiseRules.find((each) => each.hides(path))
      if (rule) hidden.push({ ...path, rule: rule.id })
      return !rule
    })
    for (const { rule } of hidden) count(rule)
    return paths.length > 0 || change.change === 'renamed' ? [{ ...change, paths, hidden }] : []
  })
  const hidden = [...counts]
    .map(([rule, count]) => ({ rule, count }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1))
  return { changes: visible, hidden }
}

function withoutRule({ rule: _rule, ...change }: HiddenChange): PathChange {
  return change
}
