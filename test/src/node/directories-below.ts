import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A directory and all below it, deepest first; none when it does not exist. */
export function directoriesBelow(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true })
    const below = entries
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => directoriesBelow(join(directory, name)))
    return [...below, directory]
  } catch (error) {
    if (['ENOENT', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
