import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ImageLock, imageLockFile } from './image-lock.ts'
import { parseImageLock } from './parse-image-lock.ts'

/**
 * The image lock of a repository; empty when it has none yet.
 *
 * @throws {ImageLockError} if it is malformed
 */
export function readImageLock(repositoryRoot: string): ImageLock {
  const file = join(repositoryRoot, imageLockFile)
  return existsSync(file) ? parseImageLock(readFileSync(file, 'utf8')) : { images: {} }
}
