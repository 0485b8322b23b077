import { type ImageLock, imageLockFile } from '../../images/image-lock.ts'
import type { SourceFiles } from './source-files.ts'

/** The lock of a side; undefined where there is none, or none that can be read. */
export function readLock(files: SourceFiles): ImageLock | undefined {
  const text = files.beside(imageLockFile)
  if (text === undefined) return undefined
  try {
    const lock = JSON.parse(text) as ImageLock
    return typeof lock?.images === 'object' && lock.images !== null ? lock : undefined
  } catch {
    return undefined
  }
}
