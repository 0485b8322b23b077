import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import type { InflatedChart } from '@ainur/constructs'
import { defineRule, type Problem } from '@ainur/constructs/finding'

const chartUnpinned = defineRule('chart-unpinned', 'error', {
  title: '`sha256` is not a SHA-256',
  why: 'Any archive would do, so what is rendered could change unseen.',
  remedy: 'Run `npm run charts -- fetch`, which prints the digest.',
})

const chartMissing = defineRule('chart-missing', 'error', {
  title: 'the archive with that digest is not on this machine',
  why: 'The chart cannot be rendered here.',
  remedy: 'Run `npm run charts -- fetch`, or put the archive into `charts/`.',
})

const chartAltered = defineRule('chart-altered', 'error', {
  title: 'an archive of that name is in `charts/`, and has another digest',
  why: 'It is not the chart that was reviewed.',
  remedy: 'remove the file, or pin its digest if it is the one that you mean',
})

/** Rules of chart archives. */
export const archiveRules = [chartUnpinned, chartMissing, chartAltered]

/** Folder of the repository for archives that a person puts there. */
export const CHARTS_FOLDER = 'charts'

/** A chart's archive, with the digest that was asked for, or what is wrong with it. */
export type FoundArchive = { readonly file: string } | Problem

/**
 * Chart archives on this machine: those that lie in `charts/` of the repository under the name that Helm gives them,
 * and those that were fetched, in the user's cache under their digest.
 */
export class ChartArchives {
  readonly #root: string
  readonly #cache: string

  constructor(root: string, env: NodeJS.ProcessEnv) {
    this.#root = root
    this.#cache = join(cacheDirectory(env), 'charts')
  }

  /** The archive of a chart. Its bytes are read and hashed each time: whatever is found is what was pinned. */
  find(source: InflatedChart): FoundArchive {
    const { chart, version, sha256 } = source
    const fetch = 'npm run charts -- fetch'
    if (!isSha256(sha256)) {
      const message = `sha256 '${sha256}' is not a SHA-256 of 64 hexadecimal digits, so no archive of ${chart} ${version} is the right one`
      const remedy = source.repoURL
        ? `run ${fetch}: it says the digest of the archive in the chart repository`
        : `write the digest of the archive: sha256sum ${CHARTS_FOLDER}/${archiveName(source)}`
      return chartUnpinned.problem('', message, remedy)
    }
    const own = join(this.#root, CHARTS_FOLDER, archiveName(source))
    const cached = this.#cached(sha256)
    for (const file of [own, cached]) {
      const digest = digestOf(file)
      if (digest === sha256) return { file }
      if (digest === undefined) continue
      const message = `${file === own ? relative(this.#root, own) : file} has SHA-256 ${digest}; the release pins ${sha256}`
      return chartAltered.problem('', message)
    }
    const message = `the archive of ${chart} ${version} with SHA-256 ${sha256} is not on this machine; looked for ${relative(this.#root, own)} and ${cached}`
    const remedy = source.repoURL ? `fetch it: ${fetch}` : `put it there as ${relative(this.#root, own)}`
    return chartMissing.problem('', message, remedy)
  }

  /** Keeps fetched bytes under their digest, and returns it. */
  keep(bytes: Buffer): string {
    const digest = sha256Of(bytes)
    const file = this.#cached(digest)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.${process.pid}`, bytes)
    renameSync(`${file}.${process.pid}`, file)
    return digest
  }

  #cached(sha256: string): string {
    return join(this.#cache, `${sha256}.tgz`)
  }
}

/** Name that Helm gives a packaged chart. */
function archiveName({ chart, version }: InflatedChart): string {
  return `${basename(chart)}-${version}.tgz`
}

/** Whether `text` can be the SHA-256 of anything. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** SHA-256 in lower-case hexadecimal digits. */
export function sha256Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function digestOf(file: string): string | undefined {
  try {
    return sha256Of(readFileSync(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Where this project keeps what it can make or fetch again: `$XDG_CACHE_HOME/ainur` or `~/.cache/ainur`.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ relative paths are to be ignored
 */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'ainur')
}
