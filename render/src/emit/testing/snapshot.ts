import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Everything below a folder, byte for byte, as data that tests compare; hidden entries and empty folders too. */
export function snapshot(directory: string, prefix = ''): Record<string, string> {
  if (!existsSync(directory)) return {}
  return Object.assign(
    {},
    ...readdirSync(directory)
      .sort()
      .map((name) => {
        const path = join(directory, name)
        const stat = lstatSync(path)
        if (stat.isSymbolicLink()) return { [`${prefix}${name}`]: `-> ${readlinkSync(path)}` }
        if (stat.isDirectory()) return { [`${prefix}${name}/`]: '', ...snapshot(path, `${prefix}${name}/`) }
        return { [`${prefix}${name}`]: readFileSync(path, 'latin1') }
      }),
  )
}
