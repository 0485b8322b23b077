import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { catalogue, isWheel } from './catalogue.ts'
import { describeMissing, describeUnbuilt, ensureAssets } from './ensure-assets.ts'
import { findGo, isOlder } from './go-toolchain.ts'
import { moduleKey, modulesDirectory } from './module-key.ts'
import { programCatalogue } from './program-catalogue.ts'

const folder = mkdtempSync(join(tmpdir(), 'assets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const go = await findGo()

describe('ensureAssets', () => {
  it('names what the directory in AINUR_ASSETS lacks', async () => {
    writeFileSync(join(folder, 'etcd'), '')
    const env = { AINUR_ASSETS: folder }
    const problem = `AINUR_ASSETS=${folder} lacks redis, kwok, kube-apiserver, kube-controller-manager, kube-scheduler, argocd`
    expect(await describeMissing({ env })).toBe(problem)
    await expect(ensureAssets({ env })).rejects.toThrow(problem)
  })

  it('takes a directory that holds all of them, without Go', async () => {
    const names = catalogue.flatMap(({ programs }) => programs.map(({ binary }) => binary))
    for (const name of names) writeFileSync(join(folder, name), '')
    const found = await ensureAssets({ env: { AINUR_ASSETS: folder } })
    expect(Object.keys(found).sort()).toEqual([...names].sort())
    expect(found.kwok).toBe(join(folder, 'kwok'))
  })
})

describe('describeUnbuilt', () => {
  it.skipIf('problem' in go)('names what an empty cache lacks, and builds nothing', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'ainur-cache-'))
    const text = await describeUnbuilt({ env: { XDG_CACHE_HOME: cache }, modules: catalogue.slice(0, 2) })
    expect(text).toMatch(new RegExp(`^not built yet: ${catalogue[0]?.id} .*, ${catalogue[1]?.id} .*; npm run`))
    expect(readdirSync(cache)).toEqual([])
    rmSync(cache, { recursive: true })
  })
})

describe('the catalogue', () => {
  it.each(programCatalogue.filter(isWheel))('$id names the wheel that is pinned by its hashes', (asset) => {
    const pinned = readFileSync(join(modulesDirectory, asset.id, 'requirements.txt'), 'utf8').split(/[\s\\]+/)
    const hash = expect.stringMatching(/^--hash=sha256:[0-9a-f]{64}$/)
    expect(pinned).toEqual([`${asset.wheel}==${asset.version}`, hash, hash, ''])
  })

  it.each([...catalogue, ...programCatalogue].flatMap((asset) => (isWheel(asset) ? [] : [asset])))(
    '$id names the version that its go.mod pins',
    ({ id, module, version }) => {
      expect(readFileSync(join(modulesDirectory, id, 'go.mod'), 'utf8')).toMatch(
        new RegExp(`^(require )?\\s*${module} ${version}( // indirect)?$`, 'm'),
      )
    },
  )

  it('changes a key with the toolchain and with the flags', () => {
    const [tool] = catalogue
    if (!tool) throw new Error('the catalogue is empty')
    const key = moduleKey(tool, 'go1.26.8')
    expect(moduleKey(tool, 'go1.26.8')).toBe(key)
    expect(moduleKey(tool, 'go1.27.0')).not.toBe(key)
    expect(moduleKey({ ...tool, ldflags: ['-X', 'main.version=2'] }, 'go1.26.8')).not.toBe(key)
  })
})

describe('findGo', () => {
  it('says how to get Go where there is none', async () => {
    expect(await findGo('/nowhere/go')).toEqual({
      problem: expect.stringMatching(/^Go is not installed; .*AINUR_ASSETS/),
    })
  })

  it.each([
    ['go1.25.9', true],
    ['go1.26', false],
    ['go1.26.8', false],
    ['go1.27rc1', false],
    ['go2.0', false],
    ['devel go1.28-abc', false],
  ])('%s is too old: %s', (version, older) => expect(isOlder(version, '1.26')).toBe(older))
})
