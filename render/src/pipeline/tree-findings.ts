import { relative, sep } from 'node:path'
import { type App, type AppFinding, type ClusterTree, type Finding, ownObject } from '@ainur/constructs'

/** What the definition and the apps of a tree say about what they were given. */
export function treeFindings({ definition, apps }: ClusterTree, repositoryRoot: string): Finding[] {
  const object = ownObject('Cluster', definition.name)
  const ofApps = apps.flatMap((app) =>
    app.findings.map(({ about, ...finding }) => ({
      ...finding,
      object,
      path: about === 'definition' ? finding.path : propPath(app, finding, repositoryRoot),
    })),
  )
  return [...definition.warnings, ...ofApps]
}

/** `apps/ainur/index.ts:42 new Omni(…): accountId`; without the line where the finding is kept in `index.json`. */
function propPath(app: App, { path, severity }: Pick<AppFinding, 'path' | 'severity'>, root: string): string {
  const place = app.madeAt()
  const file = place ? `${relative(root, place.file).split(sep).join('/')}` : ''
  const line = place && severity === 'error' ? `:${place.line}` : ''
  return `${file}${line} ${app.creation}${path ? `: ${path}` : ''}`.trim()
}
