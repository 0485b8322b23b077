import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeGeneratedApps } from '../bench/generated-apps.ts'
import { snapshot } from '../src/emit/testing/snapshot.ts'
// @ts-expect-error plain JavaScript
import { readEntries } from './cache-file.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const exec = promisify(execFile)

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'loader-')))
  write('package.json', '{ "type": "module" }')
  mkdirSync(join(root, 'node_modules'))
  for (const name of ['esbuild', 'tsx', 'picocolors']) {
    symlinkSync(join(repository, 'node_modules', name), join(root, 'node_modules', name))
  }
  for (const folder of ['apps', 'constructs', 'render/src']) mkdirSync(join(root, folder), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  return join(root, path)
}

/** What `main()` of apps/main.ts returns, in a process of its own. */
async function run(env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const loader = pathToFileURL(join(repository, 'render/bin/run-typescript.mjs')).href
  const script = `const { runTypeScript } = await import(${JSON.stringify(loader)})
    await runTypeScript(${JSON.stringify(join(root, 'apps/main.ts'))}, ${JSON.stringify(root)}, async ({ main }) =>
      console.log(JSON.stringify(await main())))`
  const { stdout, stderr } = await exec(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...env },
  })
  // V8 complains there about flags that it no longer has.
  expect(stderr).not.toContain('unrecognized flag')
  return JSON.parse(stdout)
}

const cacheFolder = () => join(root, 'node_modules/.cache/ainur')
const cacheFiles = () => readdirSync(cacheFolder()).map((name) => join(cacheFolder(), name))

describe('runTypeScript', () => {
  it.each([{ AINUR_LOADER: '' }, { AINUR_LOADER: 'tsx' }])(
    'gives modules what Node gives them, with %o',
    async (env) => {
      write(
        'apps/main.ts',
        `import { join } from 'node:path'
       import picocolors from 'picocolors'
       import { inner, type Unused } from './inner.ts'
       export const name: string = 'main'
       export class Base { field = 1 }
       class Derived extends Base { declare field: number }
       export const main = async () => ({
         inner: inner(),
         url: import.meta.url,
         joined: join('a', 'b'),
         defaultImport: typeof picocolors.createColors,
         derived: new Derived().field,
         dynamic: (await import(new URL('./late.ts', import.meta.url).href)).default,
         stack: /\\((.*main\\.ts)|at .*?(\\/[^ ]*main\\.ts)/.exec(new Error('x').stack ?? '')?.slice(1).find(Boolean)?.replace('file://', ''),
       })`,
      )
      write(
        'apps/inner.ts',
        "import { name } from './main.ts'\nexport type Unused = 1\nexport const inner = () => 'in ' + name\n",
      )
      write('apps/late.ts', 'enum Kind { A = 7 }\nexport default Kind.A\n')
      expect(await run(env)).toEqual({
        inner: 'in main',
        url: pathToFileURL(join(root, 'apps/main.ts')).href,
        joined: join('a', 'b'),
        defaultImport: 'function',
        derived: 1,
        dynamic: 7,
        stack: join(root, 'apps/main.ts'),
      })
    },
  )

  it.each([{ AINUR_LOADER: '' }, { AINUR_LOADER: 'tsx' }])(
    'names the lines that were written in stack traces, with %o',
    async (env) => {
      write(
        'apps/main.ts',
        `import type { A } from './types.ts'
import {
  fail,
} from './inner.ts'

interface Gone {
  readonly a: A
}

export const main = async (_: Gone) => /main\\.ts:\\d+/.exec(fail())?.[0] + ' ' + /inner\\.ts:\\d+/.exec(fail())?.[0]
`,
      )
      write('apps/types.ts', 'export type A = 1\n')
      write('apps/inner.ts', '\n\ntype Gone = 1\n\nexport const fail = (_?: Gone) => new Error("x").stack ?? ""\n')
      expect(await run(env)).toBe('main.ts:10 inner.ts:5')
    },
  )

  it('says where a file cannot be read as TypeScript, and what was expected', async () => {
    write('apps/main.ts', "export const main = () => import('./wrong.ts').catch((error: Error) => error.stack)\n")
    write('apps/wrong.ts', 'const fine = 1\nconst wrong == fine\n')
    expect(await run()).toBe(
      `Error: apps/wrong.ts:2:13: Expected ";" but found "=="\n    at ${join(root, 'apps/wrong.ts')}:2:13`,
    )
  })

  it.each([
    ['./late.ts', "there is no file './late.ts'"],
    ['./inner', "there is no file './inner'; write './inner.ts'"],
    ['./inner.js', "there is no file './inner.js'; write './inner.ts'"],
  ])('says which import leads nowhere: %s', async (specifier, message) => {
    write('apps/main.ts', "export const main = () => import('./middle.ts').catch((error: Error) => error.message)\n")
    write('apps/middle.ts', `import { x } from '${specifier}'\nexport const y = x\n`)
    write('apps/inner.ts', 'export const x = 1\n')
    expect(await run()).toBe(message)
  })

  it('never runs a stale module, even if size and time of its file are the same', async () => {
    const file = write('apps/main.ts', "export const main = () => 'one'\n")
    const { atime, mtime } = statSync(file)
    expect(await run()).toBe('one')
    expect(await run()).toBe('one')
    writeFileSync(file, "export const main = () => 'two'\n")
    utimesSync(file, atime, mtime)
    expect(await run()).toBe('two')
  })

  it('never runs a stale module of a package, even if size, time and CRC-32 of its file are the same', async () => {
    write('apps/main.ts', "import { value } from 'pkg'\nexport const main = () => value\n")
    write('node_modules/pkg/package.json', '{ "main": "./index.js" }')
    // A checksum takes these two texts for one.
    const text = (value: string) => `exports.value = '${value}'\n`
    const [one, two] = ['tNXiGIdL', 'Y9ehY8mR'].map(text) as [string, string]
    const file = write('node_modules/pkg/index.js', one)
    const { atime, mtime } = statSync(file)
    expect(await run()).toBe('tNXiGIdL')
    expect(await run()).toBe('tNXiGIdL')
    writeFileSync(file, two)
    utimesSync(file, atime, mtime)
    expect(await run()).toBe('Y9ehY8mR')
  })

  it('remembers where an import of a package leads, until npm installs something', async () => {
    write('apps/main.ts', "import { value } from 'pkg'\nexport const main = () => value\n")
    write('node_modules/pkg/index.js', "exports.value = require('./inner').value\n")
    write('node_modules/pkg/inner/index.js', "exports.value = 'folder'\n")
    write('node_modules/.package-lock.json', '{ "version": 1 }')
    expect(await run()).toBe('folder')
    write('node_modules/pkg/inner.js', "exports.value = 'file'\n")
    expect(await run()).toBe('folder')
    write('node_modules/.package-lock.json', '{ "version": 2 }')
    expect(await run()).toBe('file')
  })

  it('asks Node each time where nothing tells that npm installed something', async () => {
    write('apps/main.ts', "import { value } from 'pkg'\nexport const main = () => value\n")
    write('node_modules/pkg/index.js', "exports.value = require('./inner').value\n")
    write('node_modules/pkg/inner/index.js', "exports.value = 'folder'\n")
    expect(await run()).toBe('folder')
    write('node_modules/pkg/inner.js', "exports.value = 'file'\n")
    expect(await run()).toBe('file')
  })

  it.each([
    ['at its end', "exports.value = 'ran'\n//# sourceMappingURL=data:application/json;base64,e30=\n"],
    ['with code after it', "\n//# sourceMappingURL=data:application/json;base64,e30=\nexports.value = 'ran'\n"],
  ])('runs a module of a package with a source map %s', async (_, source) => {
    write('apps/main.ts', "import { value } from 'pkg'\nexport const main = () => value\n")
    write('node_modules/pkg/index.js', source)
    expect(await run()).toBe('ran')
    expect(await run()).toBe('ran')
  })

  it('gives modules of packages what Node gives them, compiled before or not', async () => {
    write('apps/main.ts', "import pkg from 'pkg'\nexport const main = () => pkg\n")
    const index = write(
      'node_modules/pkg/index.js',
      `module.exports = {
        resolved: require.resolve('./data.json'),
        paths: Array.isArray(require.resolve.paths('x')),
        cached: Boolean(require.cache[__filename]),
        data: require('./data.json').value,
        missing: (() => { try { require('nowhere') } catch (error) { return error.code } })(),
        file: __filename,
        self: this === exports,
        strict: (function () { return this === undefined })(),
      }\n`,
    )
    write('node_modules/pkg/data.json', '{ "value": 3 }')
    write('node_modules/.package-lock.json', '{}')
    for (let time = 0; time < 3; time++) {
      expect(await run(), `run ${time}`).toEqual({
        resolved: join(dirname(index), 'data.json'),
        paths: true,
        cached: true,
        data: 3,
        missing: 'MODULE_NOT_FOUND',
        file: index,
        self: true,
        strict: false,
      })
    }
  })

  it('forgets older versions of a file', async () => {
    for (let version = 0; version < 5; version++) {
      write('apps/main.ts', `export const main = () => ${version}\n`)
      expect(await run()).toBe(version)
    }
    expect([...readEntries(join(cacheFolder(), 'transpiled.bin')).keys()]).toHaveLength(1)
  })

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['truncated', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['emptied', () => Buffer.alloc(0)],
    ['overwritten', (bytes) => bytes.fill(0x41, 100)],
    [
      'changed in one bit',
      (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte))),
    ],
  ])('does without a cache that was %s, and makes it anew', async (_, damage) => {
    write(
      'apps/main.ts',
      "import picocolors from 'picocolors'\nexport const main = () => picocolors.createColors(false).red('ok')\n",
    )
    expect(await run()).toBe('ok')
    const damaged = cacheFiles().map((file) => damage(readFileSync(file)))
    for (const [i, file] of cacheFiles().entries()) writeFileSync(file, damaged[i] ?? '')
    expect(await run()).toBe('ok')
    for (const [i, file] of cacheFiles().entries()) {
      expect(readFileSync(file).equals(damaged[i] ?? Buffer.alloc(0)), file).toBe(false)
      expect(readFileSync(file).length).toBeGreaterThan(100)
    }
  })

  it('leaves to tsx what CommonJS cannot do: top-level await', async () => {
    write('apps/main.ts', "import { late } from './late.ts'\nexport const main = () => late\n")
    write('apps/late.ts', "export const late = await Promise.resolve('waited')\n")
    expect(await run()).toBe('waited')
  })

  it('lets several first runs make the cache at once', async () => {
    write('apps/main.ts', "export const main = () => 'ok'\n")
    expect(await Promise.all(Array.from({ length: 4 }, () => run()))).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(await run()).toBe('ok')
    expect(cacheFiles().filter((file) => file.endsWith('.tmp'))).toEqual([])
  })

  it('works where no cache can be written', async () => {
    write('apps/main.ts', "export const main = () => 'ok'\n")
    write('node_modules/.cache', 'a file where the folder should be')
    expect(await run()).toBe('ok')
  })
})

it('renders the same bytes with and without it', async () => {
  mkdirSync(join(repository, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(repository, '.cache/loader-'))
  try {
    const apps = writeGeneratedApps(folder, 3)
    const trees = ['', 'tsx'].map(async (AINUR_LOADER) => {
      const out = join(folder, `out-${AINUR_LOADER}`)
      const args = [join(repository, 'render/bin/ainur.mjs'), 'synth', '--apps', apps, '--out', out]
      await exec(process.execPath, args, { env: { ...process.env, AINUR_LOADER } })
      return snapshot(out)
    })
    const [ours, tsx] = await Promise.all(trees)
    expect(ours).toEqual(tsx)
    expect(Object.keys(ours ?? {}).length).toBeGreaterThan(5)
    expect(ours?.['generated/index.json']).toContain('"sourceFile": "apps-3/generated/index.ts"')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
