import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { diffTrees } from '../diff-trees.ts'
import { openSides } from './open-sides.ts'
import { DiffUsageError } from './user-error.ts'

let root: string
const git = (cwd: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  ).trim()
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, 'repo', path)), { recursive: true })
  writeFileSync(join(root, 'repo', path), text)
}
const map = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  x: "${value}"\n`
const commit = (message: string) => {
  git(join(root, 'repo'), 'add', '.')
  git(join(root, 'repo'), 'commit', '-qm', message)
}
const names = (request: Omit<Parameters<typeof openSides>[0], 'cwd'>, cwd = join(root, 'repo')) =>
  diffTrees({ ...openSides({ cwd, ...request }), today: '2026-11-21' }).objects.map(
    ({ change, object }) => `${change} ${object.name}`,
  )

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ainur-diff-'))
  mkdirSync(join(root, 'repo'))
  git(join(root, 'repo'), 'init', '-q', '-b', 'main')
  write('dist/home/a.yaml', map('a', '1'))
  write('dist/home/b.yaml', map('b', '1'))
  write('other/c.yaml', map('c', '1'))
  commit('one')
  git(join(root, 'repo'), 'checkout', '-qb', 'topic')
  write('dist/home/a.yaml', map('a', '2'))
  write('other/c.yaml', map('c', '2'))
  commit('topic')
  git(join(root, 'repo'), 'checkout', '-q', 'main')
  write('dist/home/b.yaml', map('b', '2'))
  commit('two')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('openSides', () => {
  it('compares a branch with where it left the base', () => {
    expect(names({ base: 'main', head: 'topic' })).toEqual(['changed a'])
    expect(names({ base: 'main', head: 'topic', mergeBase: false })).toEqual(['changed a', 'changed b'])
  })

  it('refuses a folder that neither side has', () => {
    expect(() => names({ base: 'main', head: 'topic', folder: 'dits' })).toThrow(
      /--path "dits": neither main .* has manifests there/,
    )
  })

  it('looks into dist where there is one, or where it is told', () => {
    expect(names({ base: 'main', head: 'topic', folder: '.' })).toEqual(['changed a', 'changed c'])
    expect(names({ base: 'main', head: 'topic', folder: 'other/' })).toEqual(['changed c'])
  })

  it('compares with the working tree when no head is given, uncommitted and untracked files included', () => {
    expect(names({ base: 'HEAD' })).toEqual([])
    write('dist/home/b.yaml', map('b', '3'))
    write('dist/home/d.yaml', map('d', '1'))
    expect(names({ base: 'HEAD' })).toEqual(['changed b', 'added d'])
    git(join(root, 'repo'), 'checkout', '-q', 'dist')
    rmSync(join(root, 'repo/dist/home/d.yaml'))
  })

  it('compares directories, and a revision with a directory', () => {
    expect(names({ base: join(root, 'repo/dist'), head: join(root, 'repo/other') })).toEqual(['removed b', 'renamed c'])
    expect(names({ base: 'topic', head: './dist', mergeBase: false })).toEqual(['changed a', 'changed b'])
  })

  it('compares single files, whatever they are called', () => {
    expect(names({ base: 'dist/home/a.yaml', head: 'other/c.yaml' })).toEqual(['renamed c'])
    expect(() => names({ base: './nothing.yaml' })).toThrow('there is no such file or directory')
  })

  it('says what is wrong with a revision that is not there', () => {
    expect(() => names({ base: 'nowhere' })).toThrow(DiffUsageError)
    expect(() => names({ base: 'nowhere' })).toThrow(
      '--base "nowhere": neither a directory nor a revision of this repository',
    )
    expect(() => names({ base: '--output=x' })).toThrow('cannot start with a dash')
    expect(() => names({ base: 'main' }, root)).toThrow('is in no Git repository')
  })

  it('says what Git says of a clone that belongs to another user', () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1')
    expect(() => names({ base: 'main' })).toThrow('git config --global --add safe.directory')
    vi.unstubAllEnvs()
  })

  it('works in a shallow clone, and says what to fetch where it cannot', () => {
    const shallow = join(root, 'shallow')
    git(root, 'clone', '-q', '--depth=1', '--branch', 'topic', `file://${join(root, 'repo')}`, shallow)
    expect(() => names({ base: 'main' }, shallow)).toThrow('git fetch --depth=1 origin +main:refs/remotes/origin/main')
    git(shallow, 'fetch', '-q', '--depth=1', 'origin', '+main:refs/remotes/origin/main')
    expect(() => names({ base: 'origin/main', head: 'HEAD' }, shallow)).toThrow('git fetch --deepen=100')
    expect(names({ base: 'origin/main', head: 'HEAD', mergeBase: false }, shallow)).toEqual(['changed a', 'changed b'])
    git(shallow, 'fetch', '-q', '--unshallow', 'origin')
    expect(names({ base: 'origin/main', head: 'HEAD' }, shallow)).toEqual(['changed a'])
  })

  it('works in a bare repository, between two revisions', () => {
    git(root, 'clone', '-q', '--bare', join(root, 'repo'), join(root, 'bare.git'))
    expect(names({ base: 'main', head: 'topic' }, join(root, 'bare.git'))).toEqual(['changed a'])
  })

  it('refuses a name that is both a directory and a revision, an empty one, and a folder outside', () => {
    const repo = join(root, 'repo')
    git(repo, 'branch', 'dist', 'topic')
    expect(() => names({ base: 'main', head: 'dist' })).toThrow('Write ./dist for the directory, or refs/heads/dist')
    expect(names({ base: 'main', head: 'refs/heads/dist' })).toEqual(['changed a'])
    git(repo, 'branch', '-qD', 'dist')
    expect(() => names({ base: 'main', head: '' })).toThrow('--head "": give a revision of Git or a directory')
    expect(() => names({ base: 'main', folder: '../..' })).toThrow('--path "../..": give a folder inside')
    expect(() => names({ base: 'main', folder: '/etc' })).toThrow(DiffUsageError)
  })

  it('says that a revision before the history of a shallow clone needs more of it, and that there is no commit', () => {
    git(root, 'clone', '-q', '--depth=1', `file://${join(root, 'repo')}`, join(root, 'shallow2'))
    git(root, 'init', '-q', join(root, 'new'))
    expect(() => names({ base: 'HEAD~5' }, join(root, 'shallow2'))).toThrow('git fetch --deepen=100')
    expect(() => names({ base: 'HEAD' }, join(root, 'new'))).toThrow('has no commit yet')
  })

  it('never touches the index or the working tree', () => {
    const before = git(join(root, 'repo'), 'status', '--porcelain=v2', '--branch')
    names({ base: 'main', head: 'topic' })
    expect(git(join(root, 'repo'), 'status', '--porcelain=v2', '--branch')).toBe(before)
  })
})
