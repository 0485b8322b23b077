import { isDnsLabel, toDnsLabel } from '../cluster/names.ts'
import { AppError } from './app-error.ts'

/** Throws where an app's name, or its namespace, cannot be one: it becomes an Application, a Namespace and labels. */
export function assertAppName(what: 'name' | 'namespace', text: string, app: string): void {
  if (isDnsLabel(text)) return
  const better = toDnsLabel(text)
  throw new AppError(
    app,
    '',
    `"${text}" is not a ${what} of an app; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`,
    better ? `write '${better}'` : `choose a ${what} of these`,
  )
}
