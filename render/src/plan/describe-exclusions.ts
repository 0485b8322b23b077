import { groupBy } from '../model/group-by.ts'
import type { Exclusion } from './scheduling.ts'

/** Why nodes cannot take a pod, those with the same reason together: `varda, ulmo: memory: needs …`. */
export function describeExclusions(exclusions: readonly Exclusion[]): string {
  return [...groupBy(exclusions, ({ detail }) => detail)]
    .map(([detail, alike]) => `${alike.map(({ node }) => node).join(', ')}: ${detail}`)
    .join('; ')
}
