import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { imageLockFile } from '../../images/image-lock.ts'
import { directoryFiles, filesBeside } from './directory-files.ts'
import { git, gitText } from './git.ts'
import { gitFiles } from './git-files.ts'
import { mergeBase, repositoryRoot, resolveCommit } from './git-revision.ts'
import type { SourceFiles } from './source-files.ts'
import { DiffUsageError } from './user-error.ts'

export interface SidesRequest {
  /** Revision or directory. */
  readonly base: string
  /** Revision or directory. @default the working tree */
  readonly head?: string
  /**
   * Folder to compare in both revisions, relative to the repository; `.` for all of it.
   * @default `dist` where either side has one, otherwise the whole repository
   */
  readonly folder?: string
  /** Compare with where head left base, not with base itself. @default true */
  readonly mergeBase?: boolean
  readonly cwd: string
}

export interface Sides {
  readonly base: SourceFiles
  readonly head: SourceFiles
  /** Repository that the head belongs to, if any: where `accept.yaml` and the definitions are. */
  readonly root?: string
}

/** Finds out what `--base` and `--head` mean and lists their files. A name that is both a directory and a revision is refused. */
export function openSides(request: SidesRequest): Sides {
  const root = repositoryRoot(request.cwd)
  for (const [option, value] of [
    ['--base', request.base],
    ['--head', request.head],
  ] as const) {
    if (value?.trim() === '') throw new DiffUsageError(`${option} "": give a revision of Git or a directory`)
    if (value !== undefined) refuseAmbiguous(value, option, request.cwd, root)
  }
  if (request.folder !== undefined && /^\/|(^|\/)\.\.(\/|$)/.test(request.folder))
    throw new DiffUsageError(
      `--path "${request.folder}": give a folder inside the repository, relative to its root, such as dist/ainur`,
    )
  const baseDirectory = asPath(request.cwd, request.base, '--base')
  const headDirectory = request.head === undefined ? undefined : asPath(request.cwd, request.head, '--head')
  if (baseDirectory && (headDirectory || (request.head === undefined && !root))) {
    if (!headDirectory)
      throw new DiffUsageError(`--base "${request.base}" is a directory: give --head a directory or a revision too`)
    return {
      base: filesAt(baseDirectory, request.base, parentOf(baseDirectory)),
      head: filesAt(headDirectory, request.head as string, parentOf(headDirectory)),
      root,
    }
  }
  if (!root) {
    throw new DiffUsageError(
      `--base "${request.base}": not a directory, and ${request.cwd} is in no Git repository. Give two directories, or run this inside a clone.`,
    )
  }
  const headCommit =
    headDirectory || request.head === undefined ? undefined : resolveCommit(root, request.head, '--head')
  let baseCommit = baseDirectory ? undefined : resolveCommit(root, request.base, '--base')
  let note = ''
  if (baseCommit && !headDirectory && request.mergeBase !== false) {
    const parted = mergeBase(root, baseCommit, headCommit ?? 'HEAD')
    if (parted !== baseCommit) note = `, where ${request.head ?? 'HEAD'} left it`
    baseCommit = parted
  }
  const folder =
    request.folder === undefined
      ? defaultFolder(root, [baseCommit, headCommit], request.head === undefined)
      : request.folder.replace(/^\.\/?$|\/$/g, '')
  const label = (revision: string, commit: string) =>
    `${revision} (${commit.slice(0, 7)}${revision === request.base ? note : ''})`
  const sides = {
    base: baseCommit
      ? gitFiles(root, baseCommit, folder, label(request.base, baseCommit))
      : filesAt(baseDirectory as string, request.base, parentOf(baseDirectory as string)),
    head: headCommit
      ? gitFiles(root, headCommit, folder, label(request.head as string, headCommit))
      : headDirectory
        ? filesAt(headDirectory, request.head as string, parentOf(headDirectory))
        : workingTree(root, folder),
    root,
  }
  // Otherwise a misspelt folder would look like a change without effect.
  if (request.folder !== undefined && folder !== '' && sides.base.files.size + sides.head.files.size === 0) {
    throw new DiffUsageError(
      `--path "${request.folder}": neither ${sides.base.label} nor ${sides.head.label} has manifests there. Give a folder relative to the root of the repository.`,
    )
  }
  return sides
}

function workingTree(root: string, folder: string): SourceFiles {
  const directory = join(root, folder)
  if (!existsSync(directory))
    return { label: 'the working tree', files: new Map(), beside: () => undefined, indexes: () => [] }
  const files = directoryFiles(directory, 'the working tree', root)
  // In a whole repository, what Git ignores is not part of the tree.
  if (folder !== '') return files
  const listed = git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const known = new Set(listed?.toString('utf8').split('\0'))
  return { ...files, files: new Map([...files.files].filter(([path]) => known.has(path))) }
}

function defaultFolder(root: string, commits: readonly (string | undefined)[], withWorkingTree: boolean): string {
  const has = (commit: string | undefined) =>
    commit !== undefined && gitText(root, ['cat-file', '-t', `${commit}:dist`]) === 'tree'
  return commits.some(has) || (withWorkingTree && existsSync(join(root, 'dist'))) ? 'dist' : ''
}

/** Refuses a name that is both a directory and a revision: the wrong one might be compared. */
function refuseAmbiguous(value: string, option: string, cwd: string, root: string | undefined): void {
  if (!root || /[/.]/.test(value) || !existsSync(resolve(cwd, value))) return
  if (gitText(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${value}^{commit}`]) === undefined) return
  const branch = gitText(root, ['rev-parse', '--symbolic-full-name', value]) || `refs/heads/${value}`
  throw new DiffUsageError(
    `${option} "${value}": both a directory and a revision. Write ./${value} for the directory, or ${branch} for the revision.`,
  )
}

/** The file or directory that `path` names; undefined where it must be a revision. */
function asPath(cwd: string, path: string, option: string): string | undefined {
  const full = resolve(cwd, path)
  if (existsSync(full)) return full
  if (/^(\.{0,2}\/|\.{1,2}$)/.test(path))
    throw new DiffUsageError(`${option} "${path}": there is no such file or directory`)
  return undefined
}

/** A directory, or a single file of manifests. */
function filesAt(path: string, label: string, besideRoot: string): SourceFiles {
  if (statSync(path).isDirectory()) return directoryFiles(path, label, besideRoot)
  // The files of the two sides may have different names: under one name their documents are compared.
  return {
    label,
    files: new Map([[`manifests${extname(path)}`, { read: () => readFileSync(path, 'utf8') }]]),
    beside: filesBeside(besideRoot),
    indexes: () => [],
  }
}

/** The folder of `images.lock.json` and `accept.yaml`: the one around `dist/`, or the directory itself. */
function parentOf(directory: string): string {
  return existsSync(join(directory, imageLockFile)) ? directory : join(directory, '..')
}
