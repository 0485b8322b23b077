import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** The folder whose clusters a command line asks for. */
export function appsFolder({ apps }: { readonly apps?: string }, io: Pick<Io, 'cwd' | 'root'>): string {
  const folder = apps ? resolve(io.cwd, apps) : join(io.root, 'apps')
  if (existsSync(folder)) return folder
  throw new UsageError(`${folder}: no such folder; a cluster is a folder with an index.ts in it`)
}
