import { execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { satisfies, valid } from 'semver'
import { helmMissing } from './inflate-rules.ts'
import { InflateError } from './problem.ts'

/** Versions of Helm whose command line and output are known to be what is needed. */
export const helmVersions = '>=3.14.0 <5'

/** Variables that name the program, the first one first. */
const variables = ['AINUR_HELM', 'HELM'] as const

/** A helm that can be used. */
export interface Helm {
  readonly file: string
  /** As it says itself: `v3.22.0`. */
  readonly version: string
}

const run = promisify(execFile)

/**
 * The user's helm: the file, or the name on the PATH, in `AINUR_HELM` or `HELM`, otherwise the first `helm` on the PATH.
 *
 * @throws {InflateError} that quotes what was looked for
 */
export async function findHelm(env: NodeJS.ProcessEnv): Promise<Helm> {
  const { file, from } = locate(env)
  let version: string
  try {
    version = (await run(file, ['version', '--template', '{{.Version}}'], { env, timeout: 30_000 })).stdout.trim()
  } catch (error) {
    throw missing(`${from} is not helm: "${file} version" failed: ${(error as Error).message.trim()}`, error)
  }
  if (!valid(version)) throw missing(`${from} is not helm: "${file} version" says "${version.slice(0, 100)}"`)
  if (satisfies(version, helmVersions, { includePrerelease: true })) return { file, version }
  throw missing(`${from} is helm ${version}; ${helmVersions} is needed`)
}

function locate(env: NodeJS.ProcessEnv): { readonly file: string; readonly from: string } {
  for (const name of variables) {
    const given = env[name]
    if (!given) continue
    const file = /[\\/]/.test(given) ? given : onPath(given, env)
    if (file && isExecutable(file)) return { file, from: `${name}=${given}` }
    throw missing(`${name}=${given}: there is no such program`)
  }
  const file = onPath(process.platform === 'win32' ? 'helm.exe' : 'helm', env)
  if (file) return { file, from: file }
  throw missing(`no helm on the PATH (${env.PATH || 'empty'}), and neither ${variables.join(' nor ')} names one`)
}

function onPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, program)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function missing(message: string, cause?: unknown): InflateError {
  const remedy = `install helm ${helmVersions} (https://helm.sh/docs/intro/install/), name it in AINUR_HELM, or leave the chart to Argo CD: render: 'chart'`
  return new InflateError([helmMissing.problem('', message, remedy)], { cause })
}
