import type { KubeObject } from '../../model/rendered-object.ts'
import type { Problem } from '../validate/problem.ts'
import { networkRules } from './network-rules.ts'
import { workloadRules } from './workload-rules.ts'

/** What the API server refuses about fields taken together, which no schema says. */
export function serverRules(object: KubeObject): Problem[] {
  return [...workloadRules(object), ...networkRules(object)]
}
