/** One file of a tree, read when needed. */
export interface SourceFile {
  /** Same id, same bytes. Absent where the bytes have to be compared. */
  readonly id?: string
  read(): string
}

/** The files of one side, not yet parsed. */
export interface SourceFiles {
  readonly label: string
  /** Path relative to the root of the tree, with `/` -> file. In the order of paths. */
  readonly files: ReadonlyMap<string, SourceFile>
  /** Reads a file beside the tree, such as the image lock, from the same revision; undefined if there is none. */
  beside(path: string): string | undefined
  /** The texts of all `index.json` below the root. */
  indexes(): string[]
}

/** Files that can hold manifests. */
export const manifestFile = /\.(ya?ml|json)$/i

/** Our own data about the tree, and configuration of tools: no cluster reads these files. */
export const notManifests =
  /(^|\/)(index\.json|images\.lock\.json|package(-lock)?\.json|tsconfig[^/]*\.json|node_modules\/.*|\.git\/.*|\.github\/.*)$/
