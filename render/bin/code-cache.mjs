import { join } from 'node:path'
import { constants, Script } from 'node:vm'
import { readEntries, writeEntries } from './cache-file.mjs'

/** Marks commands of which a whole run is in the cache. */
const DONE = 'done\0'

/**
 * V8's compiled code of the modules that a run loads, kept between runs: compiling them is most of what a short run does.
 * (Node 22 has `module.enableCompileCache()` for it.)
 *
 * V8 itself only compares the length of a source with that of its cached code, and trusts the bytes: keys must
 * therefore hold a hash of the source, and the file has a checksum.
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

  /** @param {string} key */
  has(key) {
    return this.#known.has(key)
  }

  /**
   * @param {string} key the same for the same source and file name only
   * @param {string} source of a function expression
   * @param {string} filename for stack traces
   */
  compile(key, source, filename) {
    const cachedData = this.#known.get(key)
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
    const script = new Script(source, { filename, cachedData, importModuleDynamically })
    this.#compiled.set(key, script)
    if (!cachedData || script.cachedDataRejected) this.#dirty = true
    return script.runInThisContext()
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
