/** Folder of a file in a tree, whose paths have forward slashes: `a/b` of `a/b/c.yaml`, empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** All folders around a file, from the nearest: `a/b`, `a` of `a/b/c.yaml`. */
export function foldersOf(path: string): string[] {
  const folder = folderOf(path)
  return folder === '' ? [] : [folder, ...foldersOf(folder)]
}

/**
 * A folder that a source names, and its tails, from the longest: `dist/lab/apps`, `lab/apps`, `apps`. Where the root of a
 * tree is in its repository is unknown if only the tree was given: any tail may be meant.
 */
export function tailsOf(path: string): string[] {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.')
  return steps.map((_, from) => steps.slice(from).join('/'))
}
