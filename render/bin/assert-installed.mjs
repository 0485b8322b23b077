import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Ends the process with a word of advice in a clone without packages. @param {string} root of the repository */
export function assertInstalled(root) {
  if (existsSync(join(root, 'node_modules'))) return
  process.stderr.write('The packages are not installed yet: run npm ci first.\n')
  process.exit(2)
}
