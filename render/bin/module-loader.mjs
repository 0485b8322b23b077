import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** This module needs a loader that can do more. */
export class UnsupportedModule extends Error {}

/**
 * Runs transpiled modules as CommonJS, each under the name of its TypeScript file, so that stack traces (and with them
 * the index's source files) need no source maps. Packages are left to Node.
 */
export class ModuleLoader {
  /** @type {Map<string, { exports: any }>} */
  #modules = new Map()
  #transpiler

  #cache

  /**
   * @param {import('./transpiler.mjs').Transpiler} transpiler
   * @param {import('./code-cache.mjs').CodeCache} cache
   */
  constructor(transpiler, cache) {
    this.#transpiler = transpiler
    this.#cache = cache
  }

  /** @param {string} file absolute path of a TypeScript module */
  load(file) {
    const known = this.#modules.get(file)
    if (known) return known.exports
    const module = { exports: {} }
    this.#modules.set(file, module)
    try {
      const code = this.#transpiler.transpile(file, readFileSync(file, 'utf8'))
      const run = this.#cache.compile(
        `(function (exports, require, module, __filename, __dirname, __url) { ${code}\n})`,
        file,
      )
      run(module.exports, this.#requireFrom(file), module, file, dirname(file), pathToFileURL(file).href)
    } catch (error) {
      this.#modules.delete(file)
      throw error
    }
    return module.exports
  }

  /** @param {string} file */
  #requireFrom(file) {
    /** @type {NodeJS.Require | undefined} */
    let native
    return (/** @type {string} */ specifier) => {
      if (specifier.startsWith('file:')) return this.#open(fileURLToPath(specifier.replace(/\?.*$/, '')), file)
      if (specifier.startsWith('.')) return this.#open(resolve(dirname(file), specifier), file)
      native ??= createRequire(file)
      if (specifier.startsWith('node:')) return native(specifier)
      let target
      try {
        target = native.resolve(specifier)
      } catch (error) {
        const { code } = /** @type {NodeJS.ErrnoException} */ (error)
        if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw new UnsupportedModule(`${specifier} has no CommonJS entry`)
        throw error
      }
      return target.endsWith('.ts') ? this.load(target) : native(target)
    }
  }

  /** @param {string} target @param {string} from */
  #open(target, from) {
    if (!existsSync(target)) throw new Error(`${from} imports ${target}, which does not exist`)
    return target.endsWith('.ts') ? this.load(target) : createRequire(from)(target)
  }
}
