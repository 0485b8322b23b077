import { asFilledText, asMaps } from '../../model/shape.ts'
import { matchesPattern } from './matches-pattern.ts'

type Fields = Readonly<Record<string, unknown>>

const inCluster = 'https://kubernetes.default.svc'

/**
 * Whether a project allows a namespace of a cluster: one entry must match, and no `!pattern` may turn it down. Argo CD
 * knows both the name and the address of a cluster; the tree often has one of them. What the tree does not say counts
 * as matching, so that no finding is false.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/pkg/apis/application/v1alpha1/app_project_types.go isDestinationMatched
 */
export function allowsDestination(project: Fields, destination: Fields, namespace: string): boolean {
  const address = asFilledText(destination.server)
  const name = asFilledText(destination.name) ?? (address === inCluster ? 'in-cluster' : undefined)
  const server = address ?? (name === 'in-cluster' ? inCluster : undefined)
  let allowed = false
  for (const entry of asMaps(project.destinations)) {
    const [byName, byServer, byNamespace] = [
      verdict(entry.name, name),
      verdict(entry.server, server),
      verdict(entry.namespace, namespace),
    ]
    if ((byName.matches || byServer.matches) && byNamespace.matches) allowed = true
    else if (byName.denies || (byServer.denies && byNamespace.matches)) return false
    else if (byNamespace.denies && byServer.matches) return false
  }
  return allowed
}

function verdict(written: unknown, value: string | undefined): { matches: boolean; denies: boolean } {
  const pattern = asFilledText(written)
  if (pattern === undefined) return { matches: false, denies: false }
  const matches = value === undefined || matchesPattern(pattern, value)
  return { matches, denies: !matches && pattern.startsWith('!') }
}
