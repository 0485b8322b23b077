import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processIo } from './io.ts'
import { main } from './main.ts'

/** The `ainur` command of this repository, with the process's arguments and streams. */
export async function run(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
  process.exitCode = await main(args, processIo(root))
}
