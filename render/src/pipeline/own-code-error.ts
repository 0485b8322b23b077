import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, sep } from 'node:path'
import { type CodePlace, placesOf, toPath } from '@ainur/constructs/code-place'
import { type Finding, ownObject } from '@ainur/constructs/finding'
import { appInvalid } from './app-rules.ts'
import { errorText } from './error-text.ts'

/** What the owner's own code did wrong, as findings at their own lines. */
export class OwnCodeError extends Error {
  override readonly name = 'OwnCodeError'
  readonly findings: readonly Finding[]

  constructor(cluster: string, message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.findings = [appInvalid.finding(ownObject('Cluster', cluster), '', message, remedy)]
  }
}

const typecheck = 'npm run typecheck finds most such slips at once'

/** As V8 words the use of what a module has not got to yet. */
const tooEarly = /^Cannot access '.+' before initialization$/

/** As V8 words the use of a value that is undefined or null. */
const ofNothing = /\b(?:undefined|null)\b/

/** Errors of the language itself: a name that is not there, a property of nothing. */
const slips = [TypeError, ReferenceError, RangeError, SyntaxError]

/**
 * Makes a finding of a file below `apps/` that cannot be loaded: one that is not TypeScript, or imports what is not there.
 * Everything else comes back as it was.
 *
 * @param folder of the cluster, as an absolute path
 */
export function explainLoading(error: unknown, folder: string): unknown {
  if (!(error instanceof Error)) return error
  const apps = dirname(folder)
  const inApps = (file: string) => relative(dirname(apps), file).replaceAll(sep, '/')
  const refusal = (message: string, place: string) =>
    new OwnCodeError(basename(folder), message, `correct ${place}; ${typecheck}`, error)
  const wrong = unreadable(error)
  if (wrong?.file.startsWith(apps + sep)) {
    // The message of tsx begins with the place.
    const [, message] = /: ERROR: (.+)/.exec(error.message) ?? [undefined, error.message]
    return refusal(message ?? error.message, `${inApps(wrong.file)}:${wrong.line}`)
  }
  const [, target, importer] = /^\S.*? '(.+?)' .*imported from (.+)$/.exec(error.message) ?? []
  if (target && importer?.startsWith(apps + sep)) {
    if (!isAbsolute(target)) return refusal(`there is no package '${target}'`, inApps(importer))
    const ending = existsSync(`${target}.ts`) ? `; the import must say ${basename(target)}.ts` : ''
    return refusal(`there is no file ${inApps(target)}${ending}`, inApps(importer))
  }
  return error
}

/** Where the parser stopped: Node puts it before the stack, tsx into the message. */
function unreadable({ stack }: Error): CodePlace | undefined {
  const [, file, line] = /^(?! )(\S.*?\.ts):(\d+)(?::|$)/m.exec(stack ?? '') ?? []
  return file ? { file: toPath(file), line: Number(line) } : undefined
}

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
    `${errorText(error)}${inner ? ` (in ${place(inner)})` : ''}`,
    `correct ${place(own)}${hintAbout(error, frames[0] === own)}`,
    error,
  )
}

function hintAbout({ message }: Error, atOwnLine: boolean): string {
  if (tooEarly.test(message)) {
    return '; if it is imported, the files import each other in a circle: move what both need into a file of its own'
  }
  const handedOn = !atOwnLine && ofNothing.test(message)
  return `${handedOn ? ', where something that is not there is handed on' : ''}; ${typecheck}`
}
