import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { omniConfigSchema } from '../../systems/omni/upstream.ts'
import { omniConfigFile } from './omni-config-table.ts'
import { replaceDigest } from './replace-digest.ts'

const target = fileURLToPath(new URL('../../systems/omni/generated/config-table.ts', import.meta.url))

/**
 * Makes the table of Omni's configuration from upstream's schema: from the directory that `AINUR_SCHEMAS` names, or from
 * GitHub. Does nothing when the file was made from the tag of the record, unless `all`.
 *
 * @param options.check compares, and writes nothing
 * @returns what is wrong, or undefined
 */
export async function writeOmniConfig(options: {
  readonly all: boolean
  readonly check: boolean
}): Promise<string | undefined> {
  const { tag, sha256: pinned } = omniConfigSchema
  const before = existsSync(target) ? readFileSync(target, 'utf8') : ''
  const sameTag = before.startsWith(`// Made from the configuration schema of Omni ${tag} `)
  if (sameTag && !options.all) return undefined
  const schema = await readSchema().catch((error: Error) => error)
  if (schema instanceof Error) return `configuration schema of Omni ${tag}: ${schema.message}`
  const { text, sha256 } = omniConfigFile(JSON.parse(schema), tag)
  if (sha256 !== pinned) {
    if (options.check || sameTag) {
      return `configuration schema of Omni ${tag}: its table has SHA-256 ${sha256}, the record says ${pinned}`
    }
    replaceDigest(pinned, sha256)
  }
  if (options.check) return text === before ? undefined : 'config-table.ts of Omni is stale: run npm run generate'
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
  console.error(`config-table.ts of Omni: ${tag}, ${text.length} characters`)
  return undefined
}

async function readSchema(): Promise<string> {
  const { repository, tag, path, file } = omniConfigSchema
  const directory = process.env.AINUR_SCHEMAS
  if (directory) return readFile(join(directory, file), 'utf8')
  const url = `https://raw.githubusercontent.com/${repository}/${tag}/${path}`
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`)
  return response.text()
}
