import type { DiffResult } from '../diff-trees.ts'

/**
 * The result as it is printed by `--format json`. `summary`, `objects`, `findings` and `hidden` are a contract; the
 * other fields may grow.
 */
export function toJson(result: DiffResult): object {
  return {
    base: result.base,
    head: result.head,
    summary: result.summary,
    objects: result.objects.map(({ change, object, before, paths, app, effect, source }) => ({
      change,
      object,
      ...(change === 'renamed' && before && { from: before.ref }),
      app,
      effect,
      ...(source && { source }),
      paths: paths.map((each) => ({
        path: each.path,
        ...('before' in each && { before: each.before }),
        ...('after' in each && { after: each.after }),
      })),
    })),
    findings: result.findings,
    accepted: result.accepted.map(({ finding, entry }) => ({ finding, reason: entry.reason, until: entry.until })),
    hidden: result.hidden,
  }
}
