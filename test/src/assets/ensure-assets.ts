import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { withLock } from '@ainur/render/with-lock'
import type { Binaries } from '../process/binaries.ts'
import type { BuildProgress } from './build-module.ts'
import { cacheDirectory } from './cache-directory.ts'
import { type AssetModule, catalogue, isWheel } from './catalogue.ts'
import { findGo } from './go-toolchain.ts'
import { makeAsset } from './make-asset.ts'
import { moduleKey } from './module-key.ts'
import { whyNoPip } from './unpack-wheel.ts'

export interface EnsureAssetsOptions {
  readonly onProgress?: BuildProgress
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** @default the programs of a process cluster */
  readonly modules?: readonly AssetModule[]
}

/**
 * Paths of the programs in the catalogue: from the directory that `AINUR_ASSETS` names, or from the user's cache,
 * where they are built once. The first build takes about eight minutes on two cores.
 */
export async function ensureAssets(options: EnsureAssetsOptions = {}): Promise<Binaries> {
  const { onProgress = () => {}, env = process.env, modules = catalogue } = options
  const problem = await describeMissing({ env, modules })
  if (problem) throw new Error(problem)
  const folders = await locate(modules, env)
  for (const [tool, folder] of folders) {
    if (existsSync(folder)) continue
    await withLock(
      `${folder}.lock`,
      // The last holder of the lock may just have built it.
      async () => (existsSync(folder) ? undefined : makeAsset(tool, folder, onProgress)),
      { onWait: (pid) => onProgress(`${tool.id} ${tool.version}: waiting for process ${pid}, which is building it`) },
    )
  }
  const paths = [...folders].flatMap(([tool, folder]) =>
    tool.programs.map(({ binary }) => [binary, join(folder, binary)]),
  )
  return Object.fromEntries(paths) as Binaries
}

/** Why the programs cannot be had on this machine, in one line; undefined when they can. */
export async function describeMissing({
  env = process.env,
  modules = catalogue,
}: EnsureAssetsOptions = {}): Promise<string | undefined> {
  const ready = readyMade(env)
  if (ready) {
    const names = modules.flatMap((tool) => tool.programs.map((program) => program.binary))
    const missing = names.filter((name) => !existsSync(join(ready, name)))
    return missing.length > 0 ? `AINUR_ASSETS=${ready} lacks ${missing.join(', ')}` : undefined
  }
  if (!modules.every(isWheel)) {
    const go = await findGo()
    if ('problem' in go) return go.problem
  }
  return modules.some(isWheel) ? whyNoPip() : undefined
}

/** Which programs have not been built yet, in one line; undefined when all have. Building takes minutes. */
export async function describeUnbuilt(options: EnsureAssetsOptions = {}): Promise<string | undefined> {
  const { env = process.env, modules = catalogue } = options
  const problem = await describeMissing({ env, modules })
  if (problem) return problem
  const unbuilt = [...(await locate(modules, env))].filter(([, folder]) => !existsSync(folder))
  const names = unbuilt.map(([tool]) => `${tool.id} ${tool.version}`)
  return names.length > 0 ? `not built yet: ${names.join(', ')}; npm run test:cluster builds them` : undefined
}

/** Folder of each module's programs. */
async function locate(modules: readonly AssetModule[], env: NodeJS.ProcessEnv): Promise<Map<AssetModule, string>> {
  const ready = readyMade(env)
  if (ready) return new Map(modules.map((tool) => [tool, ready]))
  const go = await findGo()
  const version = 'version' in go ? go.version : ''
  const cache = join(cacheDirectory(env), 'assets')
  return new Map(modules.map((tool) => [tool, join(cache, `${tool.id}-${tool.version}-${moduleKey(tool, version)}`)]))
}

function readyMade(env: NodeJS.ProcessEnv): string | undefined {
  return env.AINUR_ASSETS ? resolve(env.AINUR_ASSETS) : undefined
}
