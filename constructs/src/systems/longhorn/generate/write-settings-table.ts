import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { longhornSettingsSource as pinned } from '../upstream.ts'
import { settingsTable } from './settings-table.ts'

const target = fileURLToPath(new URL('../generated/settings-table.ts', import.meta.url))

/**
 * Makes `generated/settings-table.ts` from the table of settings in the directory that `AINUR_SCHEMAS` names. No registry
 * serves Longhorn's source, so there is no other way to it.
 *
 * @param check whether to compare only, and write nothing.
 * @returns what is wrong; undefined if the file is as it should be.
 */
export function writeSettingsTable({ check }: { readonly check: boolean }): string | undefined {
  const { version, sha256 } = pinned
  const name = `longhorn-settings-${version}.json`
  const directory = process.env.AINUR_SCHEMAS
  if (!directory) return `${name}: AINUR_SCHEMAS names no directory that holds it`
  const source = join(resolve(directory), name)
  if (!existsSync(source)) return `${source}: there is no such file`
  const text = readFileSync(source, 'utf8')
  const found = createHash('sha256').update(text).digest('hex')
  if (found !== sha256) return `${source} has SHA-256 ${found}, the record says ${sha256}`
  const table = settingsTable(text, { version, sha256 })
  if (check) {
    const same = existsSync(target) && readFileSync(target, 'utf8') === table
    return same ? undefined : 'settings-table.ts is stale: run npm run generate -- longhorn'
  }
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, table)
  console.error(`settings-table.ts: ${version}, ${table.length} characters`)
}
