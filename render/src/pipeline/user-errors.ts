import { inspect } from 'node:util'
import { AppError, DependencyCycleError, type Finding, ownObject, TreeError } from '@ainur/constructs'
import { isOwnObject, type Rule } from '@ainur/constructs/finding'
import { appCycle, appInvalid } from './app-rules.ts'
import { errorText } from './error-text.ts'
import { treeFindings } from './tree-findings.ts'

/** Built-in errors are defects of a program, ours or the owner's: their stack is what helps. */
const defects = [TypeError, ReferenceError, RangeError, SyntaxError]

/** Errors that a person made in a definition or in the wiring of apps, as findings; null for defects of a program. */
export function findingsOf(error: unknown, cluster: string, repositoryRoot: string): readonly Finding[] | null {
  const finding = (rule: Rule, path: string, message: string, remedy: string): Finding[] => [
    rule.finding(ownObject('Cluster', cluster), path, message, remedy),
  ]
  // Our own code throws only errors.
  if (!(error instanceof Error)) {
    const message = `${inspect(error, { breakLength: Number.POSITIVE_INFINITY })} was thrown, which does not tell where`
    return finding(appInvalid, '', message, `throw new Error(…) instead, in what apps/${cluster}/index.ts runs`)
  }
  if ('findings' in error) return (error.findings as Finding[]).map((finding) => ofFolder(finding, cluster))
  if (error instanceof TreeError) return treeFindings(error.tree, repositoryRoot).map((each) => ofFolder(each, cluster))
  if (defects.some((defect) => error instanceof defect)) return null
  if (error instanceof AppError)
    return finding(appInvalid, error.path, `${error.app}: ${errorText(error)}`, error.remedy)
  if (error instanceof DependencyCycleError) {
    return finding(
      appCycle,
      '',
      `apps depend on each other in a loop: ${error.loop.join(' -> ')}; Argo CD could not start with any of them`,
      'take one of these references away, or move what both sides need into an app of its own',
    )
  }
  // Constructs refuse what they cannot build with a plain Error: a name that is taken, an object without a name.
  return finding(appInvalid, '', errorText(error), `correct it in apps/${cluster}, at ${placeOf(error) ?? 'index.ts'}`)
}

/** A definition only knows its own name, which may be what is wrong: people look for the folder. */
export function ofFolder(finding: Finding, cluster: string): Finding {
  const { object } = finding
  const own = isOwnObject(object) && object.kind === 'Cluster'
  return own ? { ...finding, object: { ...object, name: cluster } } : finding
}

/** `apps/ainur/index.ts:12`: the innermost line of the owner's own code. */
function placeOf(error: Error): string | undefined {
  return /[\\/](apps[\\/][^\s)]+?:\d+)(?::\d+)?\)?$/m.exec(error.stack ?? '')?.[1]
}
