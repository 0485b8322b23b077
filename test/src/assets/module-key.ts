import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AssetModule, type GoToolModule, isWheel } from './catalogue.ts'

/** Folder with one Go module per tool. */
export const modulesDirectory = fileURLToPath(new URL('../../assets/', import.meta.url))

/** Arguments of `go build` besides output and packages; part of the key. */
export function buildFlags(tool: GoToolModule): string[] {
  return ['-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags', ['-s', '-w', ...tool.ldflags].join(' ')]
}

/** Changes whenever the programs of a module would: its pins, its own sources, the flags, the toolchain, the platform. */
export function moduleKey(tool: AssetModule, goVersion: string): string {
  const folder = join(modulesDirectory, tool.id)
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0')
  const made = isWheel(tool) ? [tool.programs] : [buildFlags(tool), tool.programs, goVersion]
  hash.update(JSON.stringify([...made, process.platform, process.arch]))
  return hash.digest('hex').slice(0, 16)
}
