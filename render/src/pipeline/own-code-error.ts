import { basename, dirname, relative, sep } from 'node:path'
import { type CodePlace, placesOf } from '@ainur/constructs/code-place'
import { type Finding, ownObject } from '@ainur/constructs/finding'

/** What the owner's own code did wrong, as findings at their own lines. */
export class OwnCodeError extends Error {
  override readonly name = 'OwnCodeError'
  readonly findings: readonly Finding[]

  constructor(cluster: string, message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.findings = [
      { rule: 'app-invalid', severity: 'error', object: ownObject('Cluster', cluster), path: '', message, remedy },
    ]
  }
}

/** As V8 words the use of a value that is undefined or null. */
const ofNothing = /\b(?:undefined|null)\b/

/** Errors of the language itself: a name that is not there, a property of nothing. */
const slips = [TypeError, ReferenceError, RangeError, SyntaxError]

/**
 * Makes a finding of a slip in the code of a cluster's folder, such as an app that was removed and is still handed on.
 * Everything else comes back as it was: a slip that no line of the folder led to is a defect of ours.
 *
 * @param folder of the cluster, as an absolute path
 */
export function explainSlip(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !slips.some((slip) => error instanceof slip)) return error
  const frames = placesOf(error.stack)
  const own = frames.find(({ file }) => file.startsWith(folder + sep))
  if (!own) return error
  const repository = dirname(dirname(folder))
  const place = ({ file, line }: CodePlace) => `${relative(repository, file).replaceAll(sep, '/')}:${line}`
  const inner = frames[0] && frames[0] !== own && frames[0].file.startsWith(repository + sep) ? frames[0] : undefined
  return new OwnCodeError(
    basename(folder),
    `${error.message}${inner ? ` (in ${place(inner)})` : ''}`,
    `correct ${place(own)}${frames[0] !== own && ofNothing.test(error.message) ? ', where something that is not there is handed on' : ''}; npm run typecheck finds all such slips at once`,
    error,
  )
}
