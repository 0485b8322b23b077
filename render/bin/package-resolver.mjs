import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { PACKAGES } from './packages.mjs'
import { UnsupportedModule } from './unsupported-module.mjs'

/** Finds packages for our own modules as Node does, once per package that asks rather than once per file. */
export class PackageResolver {
  #cache
  /** @type {Map<string, string>} folder -> the nearest one that holds a package.json */
  #homes = new Map()
  /** @type {Map<string, string>} what lies outside of node_modules: workspaces may change at any time */
  #resolved = new Map()

  /** @param {import('./resolution-cache.mjs').ResolutionCache} cache */
  constructor(cache) {
    this.#cache = cache
  }

  /** @param {string} specifier @param {string} folder of the file that imports it @returns {string} */
  resolve(specifier, folder) {
    if (specifier.startsWith('node:')) return specifier
    const home = this.#homeOf(folder)
    const known = this.#cache.get(home, specifier) ?? this.#resolved.get(`${home}\0${specifier}`)
    if (known !== undefined) return known
    const target = sharedCopy(nodeResolve(specifier, home), specifier)
    if (target.includes(PACKAGES)) this.#cache.set(home, specifier, target)
    else this.#resolved.set(`${home}\0${specifier}`, target)
    return target
  }

  /** @param {string} folder @returns {string} */
  #homeOf(folder) {
    const known = this.#homes.get(folder)
    if (known) return known
    const parent = dirname(folder)
    const home = parent === folder || existsSync(join(folder, 'package.json')) ? folder : this.#homeOf(parent)
    this.#homes.set(folder, home)
    return home
  }
}

/** @param {string} specifier @param {string} home */
function nodeResolve(specifier, home) {
  try {
    return createRequire(join(home, 'package.json')).resolve(specifier)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error
    throw new UnsupportedModule(`${specifier} has no CommonJS entry`, { cause: error })
  }
}

/**
 * cdk8s carries a copy of `yaml` of its own. Where it is the version that we use, one copy is loaded instead of two:
 * that is a tenth of a short run.
 *
 * @param {string} target @param {string} specifier
 */
function sharedCopy(target, specifier) {
  const own = `${sep}node_modules${sep}yaml${sep}`
  if (specifier !== 'yaml' || !target.includes(own)) return target
  const copy = target.replace(own, `${sep}node_modules${sep}cdk8s${own}`)
  const version = (/** @type {string} */ file) => {
    const manifest = join(file.slice(0, file.lastIndexOf(own) + own.length), 'package.json')
    return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined
  }
  return existsSync(copy) && version(copy) === version(target) ? copy : target
}
