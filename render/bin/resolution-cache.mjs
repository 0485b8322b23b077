import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEntries, writeEntries } from './cache-file.mjs'
import { contentHash } from './content-hash.mjs'

const INSTALLATION = 'installation'

/**
 * Which files of `node_modules` the packages' imports mean, kept between runs: for some two hundred modules that are
 * thousands of questions to the file system.
 *
 * npm writes `node_modules/.package-lock.json` whenever it changes anything there; its text tells one installation from
 * the next. Where there is none, nothing is remembered.
 */
export class ResolutionCache {
  #file
  /** @type {string | undefined} */
  #installation
  /** @type {Map<string, string>} */
  #known = new Map()
  #dirty = false

  /** @param {string} root of the repository @param {string} folder of the cache */
  constructor(root, folder) {
    this.#file = join(folder, 'resolved.bin')
    try {
      this.#installation = contentHash(readFileSync(join(root, 'node_modules/.package-lock.json')))
    } catch {
      return
    }
    const entries = readEntries(this.#file)
    if (entries.get(INSTALLATION)?.toString() !== this.#installation) return
    for (const [key, target] of entries) this.#known.set(key, target.toString())
  }

  /** @param {string} folder where the import stands @param {string} specifier */
  get(folder, specifier) {
    return this.#known.get(`${folder}\0${specifier}`)
  }

  /** @param {string} folder @param {string} specifier @param {string} target absolute path below `node_modules` */
  set(folder, specifier, target) {
    this.#known.set(`${folder}\0${specifier}`, target)
    this.#dirty = true
  }

  /** Writes the cache if this run added to it. */
  save() {
    if (!this.#dirty || !this.#installation) return
    this.#known.set(INSTALLATION, this.#installation)
    writeEntries(
      this.#file,
      [...this.#known].map(([key, target]) => [key, Buffer.from(target)]),
    )
  }
}
