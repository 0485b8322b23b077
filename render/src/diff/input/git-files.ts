import { compareText } from '../../text/compare-text.ts'
import { git } from './git.ts'
import { GitBlobs } from './git-blobs.ts'
import { manifestFile, notManifests, type SourceFile, type SourceFiles } from './source-files.ts'

/**
 * The manifests of a commit below `folder` (empty: the whole repository), read from Git's objects without a checkout.
 * Links and submodules are left out.
 */
export function gitFiles(
  root: string,
  commit: string,
  folder: string,
  label: string,
  blobs = new GitBlobs(root),
): SourceFiles & { prefetch(paths: Iterable<string>): void } {
  const listing = git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...(folder ? ['--', folder] : [])])
  if (!listing) throw new Error(`git ls-tree ${commit} failed in ${root}`)
  const prefix = folder ? `${folder}/` : ''
  const indexes: string[] = []
  const files = new Map<string, SourceFile & { id: string }>()
  for (const entry of listing.toString('utf8').split('\0')) {
    const match = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry)
    if (!match) continue
    const [, id, path] = match as unknown as [string, string, string]
    const relative = path.startsWith(prefix) ? path.slice(prefix.length) : undefined
    if (relative === undefined || !manifestFile.test(path)) continue
    if (/(^|\/)index\.json$/.test(path)) indexes.push(id)
    if (notManifests.test(path)) continue
    files.set(relative, { id: `git:${id}`, read: () => blobs.get(id).toString('utf8') })
  }
  return {
    label,
    files: new Map([...files].sort(([a], [b]) => compareText(a, b))),
    prefetch(paths) {
      blobs.prefetch([...paths].flatMap((path) => files.get(path)?.id.slice(4) ?? []))
    },
    indexes: () => indexes.map((id) => blobs.get(id).toString('utf8')),
    beside: (path) => git(root, ['cat-file', 'blob', `${commit}:${path}`])?.toString('utf8'),
  }
}
