import type { Exclusion } from './scheduling.ts'

/** Why nodes cannot take a pod, those with the same reason together: `varda, ulmo: memory: needs …`. */
export function describeExclusions(exclusions: readonly Exclusion[]): string {
  const byDetail = new Map<string, string[]>()
  for (const { node, detail } of exclusions) byDetail.set(detail, [...(byDetail.get(detail) ?? []), node])
  return [...byDetail].map(([detail, nodes]) => `${nodes.join(', ')}: ${detail}`).join('; ')
}
