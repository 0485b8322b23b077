import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Replaces a file of the cache in one step, so that several runs at once do no harm. Never fails: without a cache the
 * next run is slower, that is all.
 *
 * @param {string} file
 * @param {string | Buffer} content
 */
export function replaceFile(file, content) {
  const draft = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, content)
    renameSync(draft, file)
  } catch {
    try {
      rmSync(draft, { force: true })
    } catch {
      // Its folder is no folder.
    }
  }
}
