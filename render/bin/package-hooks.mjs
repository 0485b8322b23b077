import { readFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname } from 'node:path'
import { contentHash } from './content-hash.mjs'
import { PACKAGES } from './packages.mjs'
import { sourceText } from './source-text.mjs'

const [BEFORE, AFTER] = Module.wrap('\0')
  .split('\0')
  .map((text) => Buffer.from(text))

/**
 * Has Node's own loader of CommonJS ask our caches where a package's import leads, and for the compiled code of its
 * modules. Each question that a cache cannot answer goes on to Node. Modules of ECMAScript stay with Node.
 *
 * What is hooked is not documented, but what every tool of this kind relies on.
 *
 * @param {import('./code-cache.mjs').CodeCache} code
 * @param {import('./resolution-cache.mjs').ResolutionCache} resolutions
 */
export function hookPackages(code, resolutions) {
  /** @type {any} */
  const internals = Module
  const { _resolveFilename, _extensions, prototype } = internals
  const { _compile } = prototype
  const loadFile = _extensions['.js']

  /** @param {string} request @param {any} parent @param {unknown[]} rest */
  internals._resolveFilename = function (request, parent, ...rest) {
    const from = parent?.filename
    if (!from?.includes(PACKAGES) || rest.some(Boolean)) return _resolveFilename.call(this, request, parent, ...rest)
    const folder = dirname(from)
    const known = resolutions.get(folder, request)
    if (known !== undefined) return known
    const target = _resolveFilename.call(this, request, parent, ...rest)
    if (target.includes(PACKAGES)) resolutions.set(folder, request, target)
    return target
  }

  // What we compiled before is CommonJS: its bytes are enough, nobody need look for the package's type.
  /** @param {any} module @param {string} filename */
  _extensions['.js'] = (module, filename) => {
    if (!filename.includes(PACKAGES)) return loadFile(module, filename)
    const bytes = readFileSync(filename)
    const key = contentHash(filename, bytes)
    if (!code.has(key)) return loadFile(module, filename)
    run(code.compile(key, wrap(bytes), filename), module, filename)
  }

  /** @this {any} @param {string} content @param {string} filename @param {string} [format] */
  prototype._compile = function (content, filename, format) {
    const ours = filename.includes(PACKAGES) && format !== 'module' && !content.startsWith('#!')
    const compiled = ours ? tryCompile(code, content, filename) : undefined
    return compiled ? run(compiled, this, filename) : _compile.call(this, content, filename, format)
  }
}

/** @param {import('./code-cache.mjs').CodeCache} code @param {string} content @param {string} filename */
function tryCompile(code, content, filename) {
  try {
    return code.compile(contentHash(filename, content), wrap(Buffer.from(content)), filename)
  } catch (error) {
    // ECMAScript syntax in a .js file without a "type": Node finds out, and reports real mistakes better.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * The source as the body of a function. A source map written into it is left out: nothing here reads one, and they are
 * most of what the packages' files hold. Bytes are put together rather than strings: only one string is made.
 *
 * @param {Buffer} source
 */
function wrap(source) {
  const map = source.lastIndexOf('\n//# sourceMappingURL=data:')
  const end = source.indexOf('\n', map + 1)
  const last = map >= 0 && (end < 0 || end === source.length - 1)
  return sourceText(Buffer.concat([BEFORE, last ? source.subarray(0, map + 1) : source, AFTER]))
}

/** @param {Function} compiled @param {any} module @param {string} filename */
function run(compiled, module, filename) {
  const require = (/** @type {string} */ id) => module.require(id)
  // Few modules use these, and making them is not free.
  const lazily = (/** @type {string} */ name) => ({
    configurable: true,
    enumerable: true,
    get: () => /** @type {any} */ (Module.createRequire(filename))[name],
  })
  Object.defineProperties(require, {
    resolve: lazily('resolve'),
    main: lazily('main'),
    cache: lazily('cache'),
    extensions: lazily('extensions'),
  })
  return compiled.call(module.exports, module.exports, require, module, filename, dirname(filename))
}
