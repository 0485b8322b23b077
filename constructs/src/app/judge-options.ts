import { readShape } from '../cluster/read-shape.ts'
import { anything, flag, listOf, object, oneOf, optional, text } from '../cluster/shapes.ts'
import type { Problem } from '../finding/rule.ts'
import type { AppOptions } from './app.ts'

const shape = object({
  namespace: optional(text),
  project: optional(oneOf('system-addons')),
  cascade: optional(flag),
  prune: optional(flag),
  ownNamespace: optional(flag),
  foundation: optional(flag),
  ignoreDifferences: optional(listOf(anything)),
} satisfies Record<keyof AppOptions, unknown>)

/** What is wrong with the options of an app: a key that is not known, a value of another type. */
export function judgeOptions(options: AppOptions, creation: string): readonly Problem[] {
  return readShape(shape, options, { whole: `the options of ${creation}`, examples: {} }).problems
}
