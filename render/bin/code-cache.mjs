import { createHash } from 'node:crypto'
import Module from 'node:module'
import { dirname, join, sep } from 'node:path'
import { constants, Script } from 'node:vm'
import { crc32, readEntries, writeEntries } from './cache-file.mjs'

/** Marks commands of which a whole run is in the cache. */
const DONE = 'done\0'

const PACKAGES = `${sep}node_modules${sep}`

/**
 * V8's compiled code of the modules that a run loads, kept between runs: compiling them is most of what a short run does.
 * (Node 22 has `module.enableCompileCache()` for it.)
 *
 * V8 itself only compares the length of a source with that of its cached code, and trusts the bytes: entries are
 * therefore found by the source's text, hashed, and their file has a checksum.
 */
export class CodeCache {
  #file
  /** @type {Map<string, Buffer>} */
  #known
  /** @type {Map<string, Script>} */
  #compiled = new Map()
  #dirty = false

  /** @param {string} folder */
  constructor(folder) {
    // Another version of V8 rejects the code anyway; a file of its own keeps two versions from replacing each other's.
    this.#file = join(folder, `code-${process.version}-${process.arch}.bin`)
    this.#known = readEntries(this.#file)
  }

  /** @param {string} source of a function expression @param {string} filename for stack traces */
  compile(source, filename) {
    const key = keyOf(source, filename)
    const cachedData = this.#known.get(key)
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
    const script = new Script(source, { filename, cachedData, importModuleDynamically })
    this.#compiled.set(key, script)
    if (!cachedData || script.cachedDataRejected) this.#dirty = true
    return script.runInThisContext()
  }

  /** Has the CommonJS modules of packages compiled here. Modules of ECMAScript stay with Node. */
  hookPackages() {
    // @ts-expect-error not documented, but what every tool of this kind relies on
    const prototype = Module.prototype
    const original = prototype._compile
    const cache = this
    /** @this {any} @param {string} content @param {string} filename @param {string} [format] */
    prototype._compile = function (content, filename, format) {
      const ours = filename.includes(PACKAGES) && format !== 'module' && !content.startsWith('#!')
      const wrapped = ours ? cache.#tryCompile(Module.wrap(content), filename) : undefined
      if (!wrapped) return original.call(this, content, filename, format)
      const require = Module.createRequire(filename)
      const own = Object.assign((/** @type {string} */ id) => this.require(id), {
        resolve: require.resolve,
        main: require.main,
        cache: require.cache,
        extensions: require.extensions,
      })
      return wrapped.call(this.exports, this.exports, own, this, filename, dirname(filename))
    }
  }

  /** @param {string} source @param {string} filename */
  #tryCompile(source, filename) {
    try {
      return this.compile(source, filename)
    } catch (error) {
      // ECMAScript syntax in a .js file without a "type": Node finds out, and reports real mistakes better.
      if (error instanceof SyntaxError) return undefined
      throw error
    }
  }

  /**
   * Writes the cache if this run added to it.
   *
   * V8 compiles a function when it is first called, so what is worth keeping depends on what was done: the first
   * successful run of each command adds what the runs before it did not need.
   *
   * @param {string} command @param {boolean} succeeded
   */
  save(command, succeeded) {
    const done = `${DONE}${command}`
    if (!this.#dirty && (this.#known.has(done) || !succeeded)) return
    const entries = [...this.#compiled].map(([key, script]) => [key, script.createCachedData()])
    // Entries that this run did not need serve other commands; cut them off before they pile up.
    const others = [...this.#known]
      .filter(([key]) => !this.#compiled.has(key) && !(this.#dirty && key.startsWith(DONE)))
      .slice(0, 400)
    if (succeeded) others.push([done, Buffer.alloc(0)])
    writeEntries(this.#file, /** @type {[string, Buffer][]} */ ([...entries, ...others]))
  }
}

/**
 * Packages change when a release does, never by a few bytes: a checksum and the length tell versions apart, and cost a
 * tenth of a hash of their megabytes. What people edit gets a real hash.
 *
 * @param {string} source @param {string} filename
 */
function keyOf(source, filename) {
  if (filename.includes(PACKAGES)) return `${filename}\0${source.length}-${crc32(source)}`
  return createHash('sha1').update(`${filename}\0${source}`).digest('hex')
}
