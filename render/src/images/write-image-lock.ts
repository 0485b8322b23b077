import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ImageLock, imageLockFile } from './image-lock.ts'

/** Replaces the repository's lock at once; readers see the old or the new one. */
export function writeImageLock(repositoryRoot: string, lock: ImageLock): void {
  const file = join(repositoryRoot, imageLockFile)
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, formatImageLock(lock))
  renameSync(temporary, file)
}

/** The lock as text: images by name, one key order, a newline at the end. */
export function formatImageLock(lock: ImageLock): string {
  const images = Object.fromEntries(
    Object.keys(lock.images)
      .sort()
      .flatMap((reference) => {
        const entry = lock.images[reference]
        if (!entry) return []
        const { tag, digest, platforms, source, upstream } = entry
        const sorted = [...platforms].sort()
        return [
          [reference, { tag, ...(digest && { digest }), platforms: sorted, source, ...(upstream && { upstream }) }],
        ]
      }),
  )
  const text = JSON.stringify({ images }, null, 2)
  return `${text.replace(/( +"platforms": )\[([^\]]*)\]/g, (expanded, key, list) => oneLine(expanded, key, list))}\n`
}

/** A list that fits is written in one line, as the repository's formatter has it. */
function oneLine(expanded: string, key: string, list: string): string {
  const line = `${key}[${list.trim().replace(/\s*\n\s*/g, ' ')}]`
  return line.length < 120 ? line : expanded
}
