import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const maxBytes = 64 * 1024

/** Last lines of a file, each behind `prefix`; a short note when there is nothing to show. Reads at most 64 KiB. */
export function tail(path: string, lines: number, prefix = ''): string {
  let text: string
  try {
    const file = openSync(path, 'r')
    const { size } = fstatSync(file)
    const buffer = Buffer.alloc(Math.min(size, maxBytes))
    readSync(file, buffer, 0, buffer.length, size - buffer.length)
    closeSync(file)
    text = buffer.toString('utf8').trimEnd()
  } catch {
    return `${prefix}(no log)`
  }
  if (text === '') return `${prefix}(the log is empty)`
  return text
    .split('\n')
    .slice(-lines)
    .map((line) => prefix + line)
    .join('\n')
}
