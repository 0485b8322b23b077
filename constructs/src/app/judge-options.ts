import { quote } from '../cluster/problem.ts'
import { readShape } from '../cluster/read-shape.ts'
import { anything, flag, listOf, object, oneOf, optional, text } from '../cluster/shapes.ts'
import type { Problem } from '../finding/rule.ts'
import type { AppOptions } from './app.ts'
import { appInvalid } from './app-invalid.ts'

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

/** What is wrong with an app that wants to own a namespace which every cluster has. */
export function notToBeOwned(namespace: string): Problem {
  const message = `${quote(namespace)} exists before Argo CD and holds pods of the cluster itself; the tree never writes it`
  return appInvalid.problem('ownNamespace', message, 'Leave ownNamespace out, or give the app a namespace of its own.')
}
