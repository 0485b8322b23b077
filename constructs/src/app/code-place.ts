import { fileURLToPath } from 'node:url'

/** A line of somebody's code. */
export interface CodePlace {
  /** Absolute path. */
  readonly file: string
  readonly line: number
}

/** Places of a stack as V8 writes it, innermost first; those of Node itself left out. */
export function placesOf(stack: string | undefined): CodePlace[] {
  return [...(stack ?? '').matchAll(/^ {4}at (?:.*\()?(.+?):(\d+):\d+\)?$/gm)].flatMap(([, file = '', line]) => {
    if (file.startsWith('node:')) return []
    return [{ file: toPath(file), line: Number(line) }]
  })
}

/** The path of a module as a stack names it: a URL or a path, with or without a query. */
export function toPath(module: string): string {
  const plain = module.replace(/\?.*$/, '')
  return plain.startsWith('file:') ? fileURLToPath(plain) : plain
}

/**
 * Notes who calls `maker` now. The place is worked out only when it is asked for, because writing a stack takes time.
 *
 * @param maker `new.target` of a constructor
 */
export function noteCreator(maker: abstract new (...args: never[]) => unknown): () => CodePlace | undefined {
  const holder: { stack?: string } = {}
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 1
  Error.captureStackTrace(holder, maker)
  Error.stackTraceLimit = stackTraceLimit
  return () => placesOf(holder.stack)[0]
}
