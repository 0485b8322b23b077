import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EmitOptions, emit } from './emit.ts'
import { RemovalRefused } from './emit-error.ts'
import type { Files } from './marker.ts'
import { sampleTree } from './testing/sample-tree.ts'
import { snapshot } from './testing/snapshot.ts'
import { recover } from './work-folder.ts'

let outDir: string
beforeEach(() => {
  outDir = realpathSync(mkdtempSync(join(tmpdir(), 'emit-')))
})
afterEach(() => rmSync(outDir, { recursive: true, force: true }))

const run = (tree: Files, options: Partial<EmitOptions> = {}) =>
  emit({ outDir, trees: new Map([['lab', tree]]), ...options })
const at = (path: string) => join(outDir, 'lab', path)
const put = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}
const four = { 'ConfigMap a/one': '1', 'ConfigMap a/two': '2', 'ConfigMap b/three': '3', 'ConfigMap b/four': '4' }
const withoutTwo = { 'ConfigMap a/one': '1', 'ConfigMap b/three': '3', 'ConfigMap b/four': '4' }

describe('emit', () => {
  it('writes a first tree with nothing beside it', async () => {
    const [report] = await run(sampleTree(four))
    expect(report).toMatchObject({ cluster: 'lab', removed: [], unchanged: [], foreign: [] })
    expect(Object.keys(snapshot(outDir))).toEqual([
      'lab/',
      'lab/apps/',
      'lab/apps/a/',
      'lab/apps/a/ConfigMap-one.yaml',
      'lab/apps/a/ConfigMap-two.yaml',
      'lab/apps/b/',
      'lab/apps/b/ConfigMap-four.yaml',
      'lab/apps/b/ConfigMap-three.yaml',
      'lab/index.json',
    ])
  })

  it('touches nothing at all when nothing changed', async () => {
    await run(sampleTree(four))
    const before = [outDir, at('.'), at('apps/a/ConfigMap-one.yaml')].map((path) => statSync(path, { bigint: true }))
    const [report] = await run(sampleTree(four))
    expect(report).toMatchObject({ written: [], removed: [] })
    const after = [outDir, at('.'), at('apps/a/ConfigMap-one.yaml')].map((path) => statSync(path, { bigint: true }))
    expect(after.map(({ ino, mtimeNs, ctimeNs }) => [ino, mtimeNs, ctimeNs])).toEqual(
      before.map(({ ino, mtimeNs, ctimeNs }) => [ino, mtimeNs, ctimeNs]),
    )
  })

  it('keeps inode and time of unchanged files while others change', async () => {
    await run(sampleTree(four))
    const before = statSync(at('apps/b/ConfigMap-three.yaml'), { bigint: true })
    const [report] = await run(sampleTree({ ...four, 'ConfigMap a/one': 'new' }))
    expect(report?.written).toEqual(['apps/a/ConfigMap-one.yaml'])
    const after = statSync(at('apps/b/ConfigMap-three.yaml'), { bigint: true })
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs])
    expect(readFileSync(at('apps/a/ConfigMap-one.yaml'), 'utf8')).toContain('text: "new"')
  })

  it('removes files that left the tree, with folders that they leave empty', async () => {
    await run(sampleTree({ ...four, 'ConfigMap c/five': '5', 'ConfigMap b/six': '6' }))
    const [report] = await run(sampleTree({ ...four, 'ConfigMap b/six': '6' }))
    expect(report?.removed).toEqual(['apps/c/ConfigMap-five.yaml'])
    expect(Object.keys(snapshot(outDir))).not.toContain('lab/apps/c/')
  })

  it('restores a file of ours that somebody changed or deleted', async () => {
    await run(sampleTree(four))
    const before = snapshot(outDir)
    writeFileSync(at('apps/a/ConfigMap-one.yaml'), 'tampered\n')
    rmSync(at('apps/b/ConfigMap-four.yaml'))
    await run(sampleTree(four))
    expect(snapshot(outDir)).toEqual(before)
  })

  it("leaves the owner's own files, links and empty folders, and reports them", async () => {
    await run(sampleTree(four))
    put('README.md', 'mine')
    put('apps/a/ConfigMap-mine.yaml', 'apiVersion: v1\n')
    mkdirSync(at('drafts'))
    symlinkSync('README.md', at('LINK'))
    const [report] = await run(sampleTree({ ...four, 'ConfigMap a/one': 'new' }))
    expect([...(report?.foreign ?? [])].sort()).toEqual(['LINK', 'README.md', 'apps/a/ConfigMap-mine.yaml', 'drafts'])
    expect(snapshot(outDir)).toMatchObject({
      'lab/README.md': 'mine',
      'lab/apps/a/ConfigMap-mine.yaml': 'apiVersion: v1\n',
      'lab/drafts/': '',
      'lab/LINK': '-> README.md',
    })
  })

  it('removes what a merge left behind: a file with our first line that no index names', async () => {
    await run(sampleTree({ ...four, 'ConfigMap b/six': '6' }))
    const leftover = readFileSync(at('apps/b/ConfigMap-six.yaml'), 'utf8')
    await run(sampleTree(four))
    put('apps/b/ConfigMap-six.yaml', leftover)
    const [report] = await run(sampleTree(four))
    expect(report?.removed).toEqual(['apps/b/ConfigMap-six.yaml'])
  })

  it.each([
    ['a file without our first line', () => put('apps/a/ConfigMap-one.yaml', 'mine')],
    [
      'a link',
      () => {
        put('other', '')
        mkdirSync(at('apps/a'), { recursive: true })
        symlinkSync('../../other', at('apps/a/ConfigMap-one.yaml'))
      },
    ],
    [
      'a link in place of a folder',
      () => {
        put('else/x', '')
        symlinkSync('else', at('apps'))
      },
    ],
    ["somebody else's index.json", () => put('index.json', '{"name": "mine"}')],
    ['a directory', () => put('apps/a/ConfigMap-one.yaml/x', '')],
  ])('refuses to write over %s that is not ours, and changes nothing', async (_, arrange) => {
    arrange()
    const before = snapshot(outDir)
    await expect(run(sampleTree(four))).rejects.toThrow(/something else stands[\s\S]*Nothing was written/)
    expect(snapshot(outDir)).toEqual(before)
  })

  it('refuses a cluster folder that is a link', async () => {
    mkdirSync(join(outDir, 'elsewhere'))
    symlinkSync('elsewhere', join(outDir, 'lab'))
    await expect(run(sampleTree(four))).rejects.toThrow('is a symbolic link')
  })

  it('says so when the output folder is a file', async () => {
    writeFileSync(join(outDir, 'file'), '')
    await expect(emit({ outDir: join(outDir, 'file'), trees: new Map([['lab', sampleTree(four)]]) })).rejects.toThrow(
      /file cannot be written: (ENOTDIR|EEXIST)/,
    )
  })

  it('only tells with dryRun', async () => {
    await run(sampleTree(four))
    const before = snapshot(outDir)
    const [report] = await run(sampleTree({ ...withoutTwo, 'ConfigMap a/one': 'new' }), { dryRun: true })
    expect(report?.written.toSorted()).toEqual(['apps/a/ConfigMap-one.yaml', 'index.json'])
    expect(report?.removed).toEqual(['apps/a/ConfigMap-two.yaml'])
    expect(snapshot(outDir)).toEqual(before)
  })
})

describe('the removal guard', () => {
  it('lets a quarter of the objects go', async () => {
    await run(sampleTree(four))
    await run(sampleTree(withoutTwo))
    expect(snapshot(outDir)).not.toHaveProperty(['lab/apps/a/ConfigMap-two.yaml'])
  })

  it('refuses more than a quarter, lists them all and changes nothing', async () => {
    await run(sampleTree(four))
    const before = snapshot(outDir)
    const error = await run(sampleTree({ 'ConfigMap a/one': '1', 'ConfigMap b/three': 'new' })).catch(
      (caught) => caught,
    )
    expect(error).toBeInstanceOf(RemovalRefused)
    expect(error.message).toBe(
      [
        'lab: this run would remove 2 of 4 objects, and that is more than a quarter:',
        '  - ConfigMap a/two',
        '  - ConfigMap b/four',
        'Nothing was written. If that is what you want, run: npm run synth -- --allow-removals',
      ].join('\n'),
    )
    expect(snapshot(outDir)).toEqual(before)
  })

  it.each([
    ['PersistentVolumeClaim a/data', 'v1'],
    ['StatefulSet a/data', 'apps/v1'],
    ['Namespace data', 'v1'],
    ['CustomResourceDefinition data', 'apiextensions.k8s.io/v1'],
  ])('refuses to remove even one %s, and does it when allowed', async (key, apiVersion) => {
    const [kind = ''] = key.split(' ')
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`ConfigMap a/m${i}`, '']))
    await run(sampleTree({ ...many, [key]: '' }, { [kind]: apiVersion }))
    await expect(run(sampleTree(many))).rejects.toThrow(`! ${key}`)
    await run(sampleTree(many), { allowRemovals: true })
    expect(Object.keys(snapshot(outDir)).filter((path) => path.includes('data'))).toEqual([])
  })

  it('goes by identity: a moved file and a new API version remove nothing', async () => {
    await run(sampleTree({ 'StatefulSet a/db': '' }, { StatefulSet: 'apps/v1beta2' }))
    const moved = new Map(
      [...sampleTree({ 'StatefulSet a/db': '' }, { StatefulSet: 'apps/v1' })].map(([path, bytes]) => [
        path.replace('apps/a/', 'apps/elsewhere/'),
        Buffer.from(bytes.toString().replaceAll('apps/a/', 'apps/elsewhere/')),
      ]),
    )
    await run(moved)
    expect(Object.keys(snapshot(outDir))).toContain('lab/apps/elsewhere/StatefulSet-db.yaml')
    expect(Object.keys(snapshot(outDir))).not.toContain('lab/apps/a/')
  })

  it('still knows the objects when a merge left conflict markers in the index', async () => {
    await run(sampleTree({ ...four, 'Namespace data': '' }))
    put('index.json', `<<<<<<< HEAD\n${readFileSync(at('index.json'), 'utf8')}`)
    await expect(run(sampleTree(four))).rejects.toThrow('! Namespace data')
    await run(sampleTree({ ...four, 'Namespace data': '' }))
    expect(JSON.parse(readFileSync(at('index.json'), 'utf8')).objects).toHaveLength(5)
  })

  it('refuses to remove the tree of a cluster that is gone, and removes it when allowed', async () => {
    await run(sampleTree(four))
    mkdirSync(join(outDir, 'not-ours'))
    const other = { outDir, trees: new Map([['other', sampleTree(four)]]) }
    await emit(other)
    await expect(emit({ ...other, complete: true })).rejects.toThrow('lab: this run would remove 4 of 4 objects')
    await emit({ ...other, complete: true, allowRemovals: true })
    expect(Object.keys(snapshot(outDir)).filter((path) => /^[^/]+\/$/.test(path))).toEqual(['not-ours/', 'other/'])
  })
})

describe('recover', () => {
  const work = (name: string) => join(outDir, '.ainur', name)
  /** What a run of `four`, and then one of `withoutTwo`, leave when they are stopped at some point. */
  const arrange = async (left: { live?: 'old' | 'new'; previous?: 'old'; next?: 'new' }) => {
    for (const [name, objects] of [
      ['old', four],
      ['new', withoutTwo],
    ] as const) {
      await run(sampleTree(objects))
      renameSync(at('.'), join(outDir, name))
    }
    const whole = { old: snapshot(join(outDir, 'old')), new: snapshot(join(outDir, 'new')) }
    mkdirSync(work('.'))
    for (const [place, name] of Object.entries(left)) {
      cpSync(join(outDir, name), place === 'live' ? at('.') : work(`lab.${place}`), { recursive: true })
    }
    for (const name of ['old', 'new']) rmSync(join(outDir, name), { recursive: true })
    return whole
  }

  it.each([
    ['the old tree when nothing was swapped', { live: 'old', next: 'new' }, 'old', 'every tree is whole'],
    ['the new tree when it was set in', { live: 'new', previous: 'old' }, 'new', 'every tree is whole'],
    ['the new tree when there was none', { previous: 'old', next: 'new' }, 'new', 'the new tree of lab was put in'],
    ['the old tree when the new one is lost', { previous: 'old' }, 'old', 'the previous tree of lab was put in'],
  ] as const)('leaves %s, and says so', async (_, left, expected, message) => {
    const whole = await arrange(left)
    const said: string[] = []
    await recover(outDir, { say: (text) => said.push(text) })
    expect(said).toEqual([expect.stringContaining(`an earlier run was stopped while it wrote; ${message}`)])
    expect(snapshot(outDir)).toMatchObject({ 'lab/': '' })
    expect(snapshot(at('.'))).toEqual(whole[expected])
    expect(existsSync(work('.'))).toBe(false)
  })
})
