import { fileURLToPath } from 'node:url'
import type { ApiObject } from 'cdk8s'

const SOURCE = Symbol('source file')

/** Frames of these are plumbing, never the file that a person would edit. */
const plumbing = /[\\/]node_modules[\\/]|[\\/]constructs[\\/]src[\\/](?:app|container-app)[\\/]|^node:/

/** Copies `labels` and attaches, invisibly, the file that is making an object now. */
export function noteSourceFile(labels: Record<string, string>): Record<string, string> {
  return Object.assign({ ...labels }, { [SOURCE]: callerOutsidePlumbing() })
}

/** The file that made `object`, as an absolute path; undefined for objects made outside an App. */
export function sourceFileOf(object: ApiObject): string | undefined {
  return object.metadata.getLabel(SOURCE as unknown as string)
}

/** The file outside the plumbing that called into it, as an absolute path. */
export function callerOutsidePlumbing(): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error
  try {
    Error.stackTraceLimit = 16
    Error.prepareStackTrace = (_, frames) => frames
    const frames = new Error().stack as unknown as NodeJS.CallSite[]
    for (const frame of frames) {
      const name = frame.getFileName()
      if (!name || plumbing.test(name)) continue
      return name.startsWith('file:') ? fileURLToPath(name.replace(/\?.*$/, '')) : name
    }
    return undefined
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}
