import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEntries, writeEntries } from './cache-file.mjs'
import { contentHash } from './content-hash.mjs'
import { sourceText } from './source-text.mjs'
import { UnsupportedModule } from './unsupported-module.mjs'

const require = createRequire(import.meta.url)

/** Folders whose files are transpiled together when there is no cache. */
const SOURCES = ['apps', 'constructs', 'render/src']

/** @type {import('esbuild').TransformOptions} */
const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // An import() becomes a require(), which the module loader answers.
  supported: { 'dynamic-import': false },
  define: { 'import.meta': '__meta' },
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: 'es2022' } },
  logLevel: 'silent',
}

/**
 * TypeScript to JavaScript, remembered by content: an expression that is a function of `exports`, `require`, `module`,
 * `__filename`, `__dirname` and `__meta`.
 *
 * The key of an entry is a hash of the source's text and of everything else that its JavaScript depends on: an entry
 * cannot be stale.
 */
export class Transpiler {
  #root
  #file
  #salt
  /** @type {Map<string, Buffer>} what earlier runs left */
  #known = new Map()
  /** @type {Map<string, Buffer>} what this run needs */
  #used = new Map()
  #dirty = false

  /** @param {string} root of the repository @param {string} folder of the cache */
  constructor(root, folder) {
    this.#root = root
    this.#file = join(folder, 'transpiled.bin')
    const esbuild = readFileSync(join(root, 'node_modules/esbuild/package.json'), 'utf8')
    const own = readFileSync(fileURLToPath(import.meta.url), 'utf8')
    this.#salt = contentHash(esbuild, own)
    this.#known = readEntries(this.#file)
  }

  /** Without a cache, transpiles all sources at once: much faster than one by one as they are asked for. */
  async prepare() {
    if (this.#known.size > 0) return
    this.#dirty = true
    const { transform } = require('esbuild')
    await Promise.all(
      SOURCES.flatMap((folder) => sourcesIn(join(this.#root, folder))).map(async (file) => {
        const source = readFileSync(file)
        // What is wrong with a file is said when it is needed.
        const result = await transform(source.toString(), optionsFor(file)).catch(() => null)
        if (result) this.#known.set(this.#key(file, source), asFunction(result.code))
      }),
    )
  }

  /**
   * @param {string} file absolute path
   * @returns {{ key: string, code: string }} its JavaScript, and what no other JavaScript has for a key
   */
  transpile(file) {
    const source = readFileSync(file)
    const key = this.#key(file, source)
    let code = this.#known.get(key)
    if (code === undefined) {
      code = asFunction(transformNow(this.#root, file, source.toString()))
      this.#dirty = true
    }
    this.#used.set(key, code)
    return { key, code: sourceText(code) }
  }

  /** Where the lines of a file's JavaScript come from. @param {string} file @returns {string} a source map, as JSON */
  mapOf(file) {
    const options = { ...optionsFor(file), sourcemap: /** @type {const} */ ('external'), sourcesContent: false }
    return require('esbuild').transformSync(readFileSync(file, 'utf8'), options).map
  }

  /** Writes the cache if this run added to it. */
  save() {
    if (!this.#dirty) return
    const files = new Set([...this.#used.keys()].map(fileOf))
    // What this run did not need may serve another command; older versions of what it needed serve nobody.
    const others = [...this.#known].filter(([key]) => !files.has(fileOf(key)))
    writeEntries(this.#file, [...others, ...this.#used])
  }

  /** @param {string} file @param {Buffer} source */
  #key(file, source) {
    return `${file}\0${contentHash(this.#salt, file, source)}`
  }
}

/** On one line with the code's first: lines keep their numbers. @param {string} code */
function asFunction(code) {
  return Buffer.from(`(function (exports, require, module, __filename, __dirname, __meta) { ${code}\n})`)
}

/** @param {string} root @param {string} file @param {string} source */
function transformNow(root, file, source) {
  try {
    return require('esbuild').transformSync(source, optionsFor(file)).code
  } catch (error) {
    throw explain(root, file, /** @type {import('esbuild').TransformFailure} */ (error))
  }
}

/** @param {string} root @param {string} file @param {import('esbuild').TransformFailure} failure */
function explain(root, file, failure) {
  const { errors } = failure
  if (!errors || errors.some(({ text }) => text.startsWith('Top-level await'))) {
    return new UnsupportedModule(`${file} cannot be transpiled`, { cause: failure })
  }
  const places = errors.map(({ location }) => `${file}:${location?.line ?? 1}:${(location?.column ?? 0) + 1}`)
  const lines = errors.map(({ text }, index) => `${relative(root, places[index] ?? file)}: ${text}`)
  const mistake = new Error(lines.join('\n'), { cause: failure })
  // The mistake is where the file is wrong, not where it was read.
  mistake.stack = `${mistake}\n${places.map((place) => `    at ${place}`).join('\n')}`
  return mistake
}

/** The file's name ends in .mts for esbuild: default imports of CommonJS packages then mean what they mean to Node. */
function optionsFor(/** @type {string} */ file) {
  return { ...OPTIONS, sourcefile: file.replace(/\.ts$/, '.mts') }
}

/** @param {string} folder @returns {string[]} */
function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(path)
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : []
  })
}

/** @param {string} key */
function fileOf(key) {
  return key.slice(0, key.indexOf('\0'))
}
