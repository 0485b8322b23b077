import type { SourceFile } from './import-direction.ts'

const ROOM = 'constructs/src/distribution/'
const IMPORT = /^(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]/gm
const TYPES_ONLY = /^(?:import|export)\s+type\s/

/**
 * Names of distributions in code outside their room, which would have to be found when another distribution comes; and
 * imports of the room from elsewhere, which would keep others from importing the room.
 *
 * @param ids words that a definition uses for distributions.
 */
export function distributionLeaks(files: readonly SourceFile[], ids: readonly string[]): string[] {
  const named = new RegExp(`(['"\`])(${ids.join('|')})\\1`)
  return files.filter(isCode).flatMap(({ path, text }) => {
    if (!path.startsWith(ROOM)) {
      const id = named.exec(text)?.[2]
      return id ? [`${path} names ${id}: ask distributionOf() for the fact that it needs`] : []
    }
    return [...text.matchAll(IMPORT)]
      .filter(([statement, from = '']) => !TYPES_ONLY.test(statement) && leavesRoom(path, from))
      .map(([, from]) => `${path} imports '${from}': the room of the distributions takes nothing but types from others`)
  })
}

/** Relative imports that climb out of the room, and all packages. */
function leavesRoom(path: string, from: string): boolean {
  return !new URL(from, `file:///${path}`).pathname.startsWith(`/${ROOM}`) || !from.startsWith('.')
}

/** Tests and the definitions of clusters say which distribution they mean. */
function isCode({ path }: SourceFile): boolean {
  return (
    /^(constructs|render|bootstrap)\/src\//.test(path) &&
    !/\.test\.ts$|\/(?:testing|fixtures|generated)\/|\.fixture\.ts$/.test(path)
  )
}
