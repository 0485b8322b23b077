import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CodeCache } from './code-cache.mjs'
import { ModuleLoader } from './module-loader.mjs'
import { optimizeLate } from './optimize-late.mjs'
import { hookPackages } from './package-hooks.mjs'
import { PackageResolver } from './package-resolver.mjs'
import { ResolutionCache } from './resolution-cache.mjs'
import { nameSourceLines } from './source-lines.mjs'
import { Transpiler } from './transpiler.mjs'
import { UnsupportedModule } from './unsupported-module.mjs'

/**
 * Loads a TypeScript module of this repository and hands its exports to `use`.
 *
 * tsx costs several times what the work itself does: it starts a thread for its hooks and looks at each file of each
 * package. Our own files are therefore transpiled once, kept by content, and run under their own names; the code that V8
 * makes of them and of the packages is kept too. What that cannot do (top-level await, packages without a CommonJS
 * entry) goes to tsx, which gives the same result more slowly; `AINUR_LOADER=tsx` asks for it.
 *
 * @template T
 * @param {string} entry absolute path
 * @param {string} root of the repository
 * @param {(exports: any) => Promise<T>} use must not have written anything when it imports a module for the first time
 * @returns {Promise<T>}
 */
export async function runTypeScript(entry, root, use) {
  if (process.env.AINUR_LOADER !== 'tsx') {
    optimizeLate()
    const folder = join(root, 'node_modules/.cache/ainur')
    const cache = new CodeCache(folder)
    const transpiler = new Transpiler(root, folder)
    const resolutions = new ResolutionCache(root, folder)
    hookPackages(cache, resolutions)
    nameSourceLines((file) => transpiler.mapOf(file))
    process.once('exit', () => {
      transpiler.save()
      resolutions.save()
      cache.save(process.argv[2] ?? '', !process.exitCode)
    })
    try {
      await transpiler.prepare()
      return await use(new ModuleLoader(transpiler, cache, new PackageResolver(resolutions)).load(entry))
    } catch (error) {
      if (!(error instanceof UnsupportedModule)) throw error
      // tsx brings its own.
      Error.prepareStackTrace = undefined
    }
  }
  const { register } = await import('tsx/esm/api')
  register()
  return use(await import(pathToFileURL(entry).href))
}
