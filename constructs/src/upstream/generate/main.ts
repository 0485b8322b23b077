/**
 * Makes the files in `../generated/` from upstream's own definitions, Argo CD's types from those, and the table of
 * Longhorn's settings; see the README.
 *
 * Without arguments, for the upstreams whose record names another version than the files were made from, or whose files
 * are missing; with names, for those; with `--all`, for all. `--check` writes nothing and exits 1 if a file is not what
 * upstream's definitions give.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { argoCdTypes } from '../../../argocd-types/generate/argo-cd-types.ts'
import { argoCdUpstream } from '../../systems/argo-cd/upstream.ts'
import { writeSettingsTable } from '../../systems/longhorn/generate/write-settings-table.ts'
import { tableSource } from '../../systems/longhorn/generated/settings-table.ts'
import { longhornSettingsSource, longhornUpstream } from '../../systems/longhorn/upstream.ts'
import { type CrdIndex, crdsOf } from '../crds.ts'
import { upstreams } from '../upstreams.ts'
import { generatedCrds } from './generated-crds.ts'
import { CrdsUnavailable, readUpstreamCrds, type UpstreamWithCrds } from './read-upstream-crds.ts'
import { readableJson } from './readable-json.ts'
import { replaceDigest } from './replace-digest.ts'
import { writeOmniConfig } from './write-omni-config.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
})
const folder = fileURLToPath(new URL('../generated/', import.meta.url))
const typesFile = fileURLToPath(new URL('../../../argocd-types/src/generated/types.ts', import.meta.url))
mkdirSync(folder, { recursive: true })
const index: Record<string, CrdIndex[string]> = JSON.parse(read('index.json') ?? '{}')
const withCrds = upstreams.filter((upstream): upstream is UpstreamWithCrds => upstream.crds !== undefined)

const unknown = positionals.filter((name) => !withCrds.some((upstream) => upstream.name === name))
if (unknown.length > 0) {
  throw new Error(
    `${unknown.join(', ')}: upstreams with definitions are ${withCrds.map(({ name }) => name).join(', ')}`,
  )
}
const isStale = ({ name, version, crds }: UpstreamWithCrds) =>
  index[name]?.version !== version || index[name]?.sha256 !== crds.sha256 || read(`${name}.json`) === undefined
const chosen = withCrds.filter(
  (upstream) => values.all || positionals.includes(upstream.name) || (positionals.length === 0 && isStale(upstream)),
)
const wantsSettings =
  values.all ||
  positionals.includes(longhornUpstream.name) ||
  (positionals.length === 0 && JSON.stringify(tableSource) !== JSON.stringify(longhornSettingsSource))
if (chosen.length === 0 && !wantsSettings)
  console.error('nothing to do: every file was made from the version that its record names')

for (const upstream of chosen) {
  const { name, version, crds } = upstream
  const found = await readUpstreamCrds(upstream).catch(unavailable)
  if (!found) continue
  const { text, entry } = generatedCrds(upstream, found)
  if (entry.sha256 !== crds.sha256) {
    if (values.check || index[name]?.version === version) {
      fail(`${name} ${version}: its definitions have SHA-256 ${entry.sha256}, the record says ${crds.sha256}`)
      continue
    }
    // Another version was pinned: its digest is taken over, for people to see in the diff.
    replaceDigest(crds.sha256, entry.sha256)
  }
  if (values.check) {
    const same = text === read(`${name}.json`) && readableJson(entry) === readableJson(index[name])
    if (!same) fail(`${name}.json is stale: run npm run generate -- ${name}`)
    continue
  }
  index[name] = entry
  writeFileSync(`${folder}${name}.json`, text)
  console.error(`${name}.json: ${version}, ${text.length} characters`)
}

if (wantsSettings) {
  const problem = writeSettingsTable({ check: values.check })
  if (problem) fail(problem)
}
const omniProblem = positionals.length === 0 ? await writeOmniConfig(values) : undefined
if (omniProblem) fail(omniProblem)

if (!values.check) {
  const wanted = new Set(['index.json', ...withCrds.map(({ name }) => `${name}.json`)])
  for (const file of readdirSync(folder)) if (!wanted.has(file)) rmSync(`${folder}${file}`)
  const kept = Object.entries(index).filter(([name]) => wanted.has(`${name}.json`))
  writeFileSync(`${folder}index.json`, readableJson(Object.fromEntries(kept)))
  // The version of the definitions, which stay as they were where those of a new version cannot be had.
  const { version } = index[argoCdUpstream.name] ?? argoCdUpstream
  writeFileSync(typesFile, argoCdTypes(crdsOf(argoCdUpstream), version))
}

function read(file: string): string | undefined {
  return readdirSync(folder).includes(file) ? readFileSync(`${folder}${file}`, 'utf8') : undefined
}

function unavailable(error: unknown): undefined {
  if (!(error instanceof CrdsUnavailable)) throw error
  fail(error.message)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
