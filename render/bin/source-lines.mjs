import { SourceMap } from 'node:module'

/** Our own files, which run transpiled under their own names. */
const OURS = /^(?!.*[\\/]node_modules[\\/]).*\.ts$/

/**
 * Has stack traces name lines of the TypeScript that a person wrote, rather than of what was made of it. Costs nothing
 * until somebody reads the stack of an error.
 *
 * @param {(file: string) => string} mapOf the source map of a file, as JSON
 */
export function nameSourceLines(mapOf) {
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map()
  const mapFor = (/** @type {string} */ file) => {
    if (!maps.has(file))
      maps.set(
        file,
        tryParse(() => mapOf(file)),
      )
    return maps.get(file)
  }
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${placed(frame, mapFor)}`)].join('\n')
}

/** @param {NodeJS.CallSite} frame @param {(file: string) => SourceMap | undefined} mapFor */
function placed(frame, mapFor) {
  const text = String(frame)
  const file = frame.getFileName()
  const line = frame.getLineNumber()
  const column = frame.getColumnNumber()
  if (!file || !line || !column || !OURS.test(file)) return text
  const entry = mapFor(file)?.findEntry(line - 1, column - 1)
  if (!entry || !('originalLine' in entry)) return text
  const place = `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  return text.replace(`${file}:${line}:${column}`, () => place)
}

/** A file that is gone since has no map; its error matters more. @param {() => string} read */
function tryParse(read) {
  try {
    return new SourceMap(JSON.parse(read()))
  } catch {
    return undefined
  }
}
