import { gitText } from './git.ts'
import { DiffUsageError } from './user-error.ts'

/** The root of the repository around `directory`, or a bare one itself; undefined outside of any. */
export function repositoryRoot(directory: string): string | undefined {
  const root = gitText(directory, ['rev-parse', '--show-toplevel'])
  if (root) return root
  const isBare = gitText(directory, ['rev-parse', '--is-bare-repository']) === 'true'
  return isBare ? gitText(directory, ['rev-parse', '--absolute-git-dir']) : undefined
}

/** The commit that `revision` names, or an error that says how to get it. */
export function resolveCommit(root: string, revision: string, option: string): string {
  if (revision.startsWith('-')) throw new DiffUsageError(`${option} "${revision}": a revision cannot start with a dash`)
  const commit = gitText(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  if (commit) return commit
  if (!gitText(root, ['rev-parse', '--verify', '--quiet', 'HEAD']) && /^(HEAD|@)\b/.test(revision))
    throw new DiffUsageError(
      `${option} "${revision}": this repository has no commit yet. Commit, or compare two directories.`,
    )
  if (/[~^@{]/.test(revision) && isShallow(root))
    throw new DiffUsageError(
      `${option} "${revision}": this clone is shallow and does not reach that far. Fetch more history: git fetch --deepen=100, or git fetch --unshallow; with actions/checkout: fetch-depth: 0.`,
    )
  const branch = revision.replace(/^origin\//, '')
  const why = isShallow(root)
    ? 'this clone is shallow and does not hold it'
    : 'neither a directory nor a revision of this repository'
  throw new DiffUsageError(
    `${option} "${revision}": ${why}. To fetch it: git fetch --depth=1 origin ${shellWord(`+${branch}:refs/remotes/origin/${branch}`)} and then name origin/${branch}, or give a directory that exists.`,
  )
}

/** Where `head` left `base`, or an error that says what to fetch. */
export function mergeBase(root: string, base: string, head: string): string {
  const commit = gitText(root, ['merge-base', base, head])
  if (commit) return commit
  if (isShallow(root)) {
    throw new DiffUsageError(
      'The point where the two revisions parted is not in this shallow clone. Fetch more history (git fetch --deepen=100, or git fetch --unshallow; with actions/checkout: fetch-depth: 0), or compare with the revision itself: --no-merge-base.',
    )
  }
  throw new DiffUsageError('The two revisions have no common history. Compare them as they are: --no-merge-base.')
}

function isShallow(root: string): boolean {
  return gitText(root, ['rev-parse', '--is-shallow-repository']) === 'true'
}

function shellWord(word: string): string {
  return /^[\w./:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
