import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ImportMeta } from './import-meta.mjs'

const require = createRequire(import.meta.url)

/**
 * Runs transpiled modules as CommonJS, each under the name of its TypeScript file, so that the index names source
 * files without a source map. Packages are left to Node.
 */
export class ModuleLoader {
  /** @type {Map<string, { exports: any }>} */
  #modules = new Map()
  #transpiler

  #cache
  #packages

  /**
   * @param {import('./transpiler.mjs').Transpiler} transpiler
   * @param {import('./code-cache.mjs').CodeCache} cache
   * @param {import('./package-resolver.mjs').PackageResolver} packages
   */
  constructor(transpiler, cache, packages) {
    this.#transpiler = transpiler
    this.#cache = cache
    this.#packages = packages
  }

  /** @param {string} file absolute path of a TypeScript module */
  load(file) {
    const known = this.#modules.get(file)
    if (known) return known.exports
    const module = { exports: {} }
    this.#modules.set(file, module)
    try {
      const { key, code } = this.#transpiler.transpile(file)
      const run = this.#cache.compile(key, code, file)
      run(module.exports, this.#requireFrom(file), module, file, dirname(file), new ImportMeta(file))
    } catch (error) {
      this.#modules.delete(file)
      throw error
    }
    return module.exports
  }

  /** @param {string} file */
  #requireFrom(file) {
    const folder = dirname(file)
    return (/** @type {string} */ specifier) => {
      if (specifier.startsWith('.')) return this.#openOwn(resolve(folder, specifier), specifier)
      if (specifier.startsWith('file:')) return this.#open(fileURLToPath(specifier.replace(/\?.*$/, '')))
      return this.#open(this.#packages.resolve(specifier, folder))
    }
  }

  /** @param {string} target absolute path @param {string} specifier what the importing file calls it */
  #openOwn(target, specifier) {
    try {
      return this.#open(target)
    } catch (error) {
      if (existsSync(target)) throw error
      const meant = specifier.replace(/\.js$/, '')
      const found = existsSync(`${target.replace(/\.js$/, '')}.ts`)
      throw new Error(`there is no file '${specifier}'${found ? `; write '${meant}.ts'` : ''}`, { cause: error })
    }
  }

  /** @param {string} target absolute path, or the name of a module of Node's own */
  #open(target) {
    return target.endsWith('.ts') ? this.load(target) : require(target)
  }
}
