import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Upstream, UpstreamCrds } from '../upstream.ts'
import { readCrds, type UpstreamCrd } from './crd-digest.ts'

export type UpstreamWithCrds = Upstream & { readonly crds: UpstreamCrds }

/** Upstream's own definitions could not be had; the message has a line for each way that was tried. */
export class CrdsUnavailable extends Error {
  constructor(upstream: Upstream, reasons: readonly string[]) {
    super([`CustomResourceDefinitions of ${upstream.name} ${upstream.version}:`, ...reasons].join('\n  '))
    this.name = 'CrdsUnavailable'
  }
}

export interface ReadUpstreamCrdsOptions {
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** Where GitHub serves files by repository, tag and path. @default https://raw.githubusercontent.com */
  readonly rawFiles?: string
}

/**
 * Upstream's own CustomResourceDefinitions, not yet compared with the pin: from the directory that `AINUR_CRDS` names,
 * from GitHub, or from the Go module.
 *
 * @throws {CrdsUnavailable}
 */
export async function readUpstreamCrds(
  upstream: UpstreamWithCrds,
  { env = process.env, rawFiles = 'https://raw.githubusercontent.com' }: ReadUpstreamCrdsOptions = {},
): Promise<UpstreamCrd[]> {
  const reasons: string[] = []
  for (const [source, read] of sourcesOf(upstream, env, rawFiles)) {
    try {
      const crds = readCrds(await read())
      if (crds.length > 0) return crds
      reasons.push(`${source}: no CustomResourceDefinition there`)
    } catch (error) {
      reasons.push(`${source}: ${error instanceof Error ? causeOf(error) : error}`)
    }
  }
  throw new CrdsUnavailable(upstream, reasons)
}

function sourcesOf(
  { name, version, repository: own, goModule, crds }: UpstreamWithCrds,
  env: NodeJS.ProcessEnv,
  rawFiles: string,
): [source: string, read: () => Promise<string[]>][] {
  const { repository = own, tag = version, paths, file = `${name}-${version}.yaml`, inGoModule } = crds
  const directory = env.AINUR_CRDS && resolve(env.AINUR_CRDS)
  const raw = `${rawFiles}/${repository}/${tag}`
  const module = crds.goModule ?? (goModule && inGoModule ? { path: goModule, root: '' } : undefined)
  return [
    ...(directory ? [[join(directory, file), () => readAll([join(directory, file)])] as const] : []),
    [raw, () => Promise.all(paths.map((path) => download(`${raw}/${path}`)))] as const,
    ...(module
      ? [
          [
            `${module.path}@${tag}`,
            async () => readModule(await moduleFolder(module.path, tag), module, paths),
          ] as const,
        ]
      : []),
  ].map(([source, read]) => [source, read])
}

function readAll(files: readonly string[]): Promise<string[]> {
  return Promise.all(files.map((file) => readFile(file, 'utf8')))
}

function readModule(folder: string, { root }: { readonly root: string }, paths: readonly string[]): Promise<string[]> {
  return readAll(paths.map((path) => join(folder, relative(root, path))))
}

const timeoutMs = 20_000

async function download(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`)
  return response.text()
}

/** Folder of a module's sources, whose checksum Go compares with the public checksum database. */
async function moduleFolder(module: string, version: string): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: tmpdir(),
    // It is only looked at: the toolchain that it asks for is not needed.
    env: { ...process.env, GOWORK: 'off', GOTOOLCHAIN: 'local' },
  }).catch((error: { readonly stdout?: string }) => {
    // Go's answer says what is wrong with a module, even when the command fails.
    if (error.stdout) return { stdout: error.stdout }
    throw error
  })
  const { Dir: folder, Error: problem } = JSON.parse(stdout) as { readonly Dir?: string; readonly Error?: string }
  if (!folder) throw new Error(problem ?? 'Go names no folder')
  return folder
}

/** The innermost message: `fetch failed` hides the useful one. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? causeOf(error.cause) : error.message
}
