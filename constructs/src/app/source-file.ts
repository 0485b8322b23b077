import type { ApiObject } from 'cdk8s'
import { type CodePlace, placesOf, toPath } from './code-place.ts'

const SOURCE = Symbol('source file')

/** Frames of these are plumbing, never the file that a person would edit. */
const plumbing = /[\\/]node_modules[\\/]|[\\/]constructs[\\/]src[\\/](?:app|container-app)[\\/]|^node:/

/** Who makes an object. */
interface Maker {
  /** URL or path, as the stack names it. */
  readonly module: string | undefined
  /** The whole stack; writing it takes time, so that is left to who reads it. */
  readonly holder: { readonly stack?: string }
}

/** Copies `labels` and attaches, invisibly, who is making an object now. */
export function noteSourceFile(labels: Record<string, string>): Record<string, string> {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 16
  const holder = {}
  Error.captureStackTrace(holder, noteSourceFile)
  Error.stackTraceLimit = stackTraceLimit
  return Object.assign({ ...labels }, { [SOURCE]: { module: moduleOutsidePlumbing(), holder } satisfies Maker })
}

/** The file that made `object`, as an absolute path; undefined for objects made outside an App. */
export function sourceFileOf(object: ApiObject): string | undefined {
  const module = makerOf(object)?.module
  return module && toPath(module)
}

/** The line that made `object`; undefined for objects made outside an App. */
export function sourcePlaceOf(object: ApiObject): CodePlace | undefined {
  return placesOf(makerOf(object)?.holder.stack).find(({ file }) => !plumbing.test(file))
}

function makerOf(object: ApiObject): Maker | undefined {
  return object.metadata.getLabel(SOURCE as unknown as string) as unknown as Maker | undefined
}

/** The file outside the plumbing that called into it, as an absolute path. */
export function callerOutsidePlumbing(): string | undefined {
  const module = moduleOutsidePlumbing()
  return module && toPath(module)
}

function moduleOutsidePlumbing(): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error
  try {
    Error.stackTraceLimit = 16
    Error.prepareStackTrace = (_, frames) => frames
    const frames = new Error().stack as unknown as NodeJS.CallSite[]
    for (const frame of frames) {
      const module = frame.getFileName()
      if (module && !plumbing.test(module)) return module
    }
    return undefined
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}
