import { asMap, asText, asTexts, specOf } from '../../model/shape.ts'
import type { Tree, TreeObject } from '../model.ts'
import { matchesPattern } from './matches-pattern.ts'
import { sourcesOf } from './owners.ts'
import { allowsDestination } from './project-destinations.ts'
import { projectIn } from './project-permits.ts'
import { plainRepository } from './repository.ts'

/** Why Argo CD refuses an Application as a whole. */
export interface Refusal {
  /** `the repository https://charts.example`. */
  readonly what: string
  /** Field of the project that would have to name it. */
  readonly field: 'sourceRepos' | 'destinations' | 'sourceNamespaces'
}

/**
 * What of an Application itself its project does not allow: with any of it, Argo CD neither compares nor syncs it. Empty
 * where the project is not in the tree.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/util/argo/argo.go ValidatePermissions
 */
export function refusalsOf(application: TreeObject, tree: Tree): Refusal[] {
  const project = projectIn(application, tree)
  if (!project) return []
  const spec = specOf(project.value)
  const destination = asMap(specOf(application.value).destination)
  const namespace = asText(destination.namespace) ?? ''
  const own = application.ref.namespace
  return [
    ...sourcesOf(application).flatMap(({ repoURL }): Refusal[] =>
      typeof repoURL !== 'string' || allowsSource(asTexts(spec.sourceRepos), repoURL)
        ? []
        : [{ what: `the repository ${repoURL}`, field: 'sourceRepos' }],
    ),
    ...(allowsDestination(spec, destination, namespace)
      ? []
      : [{ what: `the destination ${tell(destination)}`, field: 'destinations' } as const]),
    ...(own === undefined || own === project.ref.namespace || allowsNamespace(asTexts(spec.sourceNamespaces), own)
      ? []
      : [{ what: `Applications in namespace ${own}`, field: 'sourceNamespaces' } as const]),
  ]
}

/** A `!pattern` turns down what others allow. Unlike in Argo CD, `*` crosses slashes: rather that than a false finding. */
function allowsSource(patterns: readonly string[], url: string): boolean {
  const repository = plainRepository(url)
  let allowed = false
  for (const pattern of patterns) {
    const isDenial = pattern.startsWith('!')
    const plain = plainRepository(isDenial ? pattern.slice(1) : pattern)
    const matches = matchesPattern(plain, repository)
    if (isDenial && matches) return false
    allowed ||= isDenial || matches
  }
  return allowed
}

/** Names, patterns, or regular expressions between slashes; the latter count as matching. */
function allowsNamespace(patterns: readonly string[], namespace: string): boolean {
  return patterns.some((pattern) => pattern.startsWith('/') || matchesPattern(pattern, namespace))
}

function tell({ server, name, namespace }: Record<string, unknown>): string {
  const cluster = asText(server) ?? asText(name) ?? ''
  const isHere = cluster === 'https://kubernetes.default.svc' || cluster === 'in-cluster'
  return `namespace ${asText(namespace) ?? '(none)'}${isHere ? '' : ` of ${cluster}`}`
}
