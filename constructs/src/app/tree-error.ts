import type { AppFinding } from './app.ts'
import type { ClusterTree } from './cluster-tree.ts'

/** A tree that cannot be rendered, because of what its apps were given. Shown to the user as findings, without a stack. */
export class TreeError extends Error {
  readonly tree: ClusterTree

  constructor(tree: ClusterTree) {
    super(describe(tree))
    this.name = 'TreeError'
    this.tree = tree
  }
}

function describe({ apps, definition }: ClusterTree): string {
  const lines = apps.flatMap((app) => app.findings.map((finding) => `  ${line(app.creation, finding)}`))
  return [`The apps of cluster ${definition.name} cannot be rendered:`, ...lines].join('\n')
}

function line(creation: string, { about, path, message, remedy, rule }: AppFinding): string {
  return `${about === 'props' ? `${creation}: ` : ''}${path}: ${message}. ${remedy} [${rule}]`
}
