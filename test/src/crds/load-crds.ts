import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { KubeObject } from '../api/kube-object.ts'
import { cacheDirectory } from '../assets/cache-directory.ts'
import { crdDigest, readCrds } from './crd-digest.ts'
import { type PinnedCrds, pinnedCrds } from './pinned.ts'

export interface LoadedCrds {
  readonly crds: readonly KubeObject[]
  /** Those that could not be had, each with every way that was tried. */
  readonly missing: readonly { readonly pin: PinnedCrds; readonly reasons: readonly string[] }[]
}

export interface LoadCrdsOptions {
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** @default all */
  readonly pins?: readonly PinnedCrds[]
}

/**
 * The pinned CustomResourceDefinitions: from the user's cache, from the directory that `AINUR_CRDS` names, or from the
 * network. Whatever does not match its pin is not used.
 */
export async function loadCrds({ env = process.env, pins = pinnedCrds }: LoadCrdsOptions = {}): Promise<LoadedCrds> {
  const results = await Promise.all(pins.map((pin) => loadOne(pin, env)))
  return {
    crds: results.flatMap((result) => result.crds ?? []),
    missing: results.filter((result) => !result.crds).map(({ pin, reasons }) => ({ pin, reasons })),
  }
}

interface Result {
  readonly pin: PinnedCrds
  readonly crds?: readonly KubeObject[]
  readonly reasons: readonly string[]
}

async function loadOne(pin: PinnedCrds, env: NodeJS.ProcessEnv): Promise<Result> {
  const cached = cacheFile(pin, env)
  const sources: [string, () => KubeObject[] | Promise<KubeObject[]>][] = [
    [cached, () => JSON.parse(readFileSync(cached, 'utf8')) as KubeObject[]],
  ]
  if (env.AINUR_CRDS) {
    const file = join(resolve(env.AINUR_CRDS), pin.file)
    sources.push([file, () => readCrds([readFileSync(file, 'utf8')])])
  }
  sources.push([`https://github.com/${pin.repository}/tree/${pin.tag}`, () => download(pin)])

  const reasons: string[] = []
  for (const [source, read] of sources) {
    try {
      const crds = await read()
      const digest = crdDigest(crds)
      if (digest !== pin.sha256) throw new Error(`its content has SHA-256 ${digest}, pinned is ${pin.sha256}`)
      if (source !== cached) keep(cached, crds)
      return { pin, crds, reasons }
    } catch (error) {
      reasons.push(`${source}: ${(error as Error).message}`)
    }
  }
  return { pin, reasons }
}

/** Also saves parsing three megabytes of YAML, which takes seconds. */
function cacheFile(pin: PinnedCrds, env: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(env), 'crds', `${pin.id}-${pin.tag}-${pin.sha256.slice(0, 16)}.json`)
}

function keep(file: string, crds: readonly KubeObject[]): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(crds))
  renameSync(`${file}.${process.pid}`, file)
}

const timeoutMs = 20_000

async function download(pin: PinnedCrds): Promise<KubeObject[]> {
  const texts = await Promise.all(
    pin.paths.map(async (path) => {
      const url = `https://raw.githubusercontent.com/${pin.repository}/${pin.tag}/${path}`
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`)
      return response.text()
    }),
  )
  return readCrds(texts)
}

/** The missing ones, one line each with its reasons below; empty when nothing is missing. */
export function describeMissingCrds(missing: LoadedCrds['missing']): string {
  return missing
    .map(({ pin, reasons }) => [`CustomResourceDefinitions of ${pin.id} ${pin.tag}:`, ...reasons].join('\n  '))
    .join('\n')
}
