import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Helm } from './find-helm.ts'
import { InflateError } from './problem.ts'
import { readManifests, renderFailed } from './read-manifests.ts'
import { shiftedZone } from './shifted-zone.ts'

/** Everything that a chart's objects follow from, besides Helm. */
export interface TemplateRequest {
  /** Path of the archive. */
  readonly archive: string
  readonly releaseName: string
  readonly namespace: string
  readonly values: Readonly<Record<string, unknown>>
  /** `v1.36.3`. */
  readonly kubeVersion: string
  /** `apps/v1`, `apps/v1/Deployment`. */
  readonly apiVersions: readonly string[]
  readonly skipCrds: boolean
}

export interface TemplateOptions {
  readonly env: NodeJS.ProcessEnv
  /** How far local time is from UTC while the templates run, in seconds. @default 0 */
  readonly clockShift?: number
}

const run = promisify(execFile)

const maxBuffer = 256 * 1024 * 1024
const timeoutMs = 120_000
const lastLines = 12

/**
 * Objects of a chart as `helm template` prints them, in its order: hooks, tests and CRDs included. Nothing but the
 * request decides what they are: no cluster, network, plugin or setting of the user is within reach.
 *
 * @throws {InflateError} with what Helm said
 */
export async function templateChart(
  helm: Helm,
  request: TemplateRequest,
  { env, clockShift = 0 }: TemplateOptions,
): Promise<KubeObject[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ainur-helm-'))
  try {
    const values = join(folder, 'values.json')
    writeFileSync(values, JSON.stringify(request.values), { mode: 0o600 })
    writeFileSync(join(folder, 'zone'), shiftedZone(clockShift))
    mkdirSync(join(folder, 'plugins'))
    const { stdout } = await run(helm.file, commandLine(request, values), {
      cwd: folder,
      env: isolated(env, folder),
      maxBuffer,
      timeout: timeoutMs,
    })
    return readManifests(stdout)
  } catch (error) {
    throw error instanceof InflateError ? error : failed(helm, error as ExecError)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function commandLine(request: TemplateRequest, values: string): string[] {
  return [
    'template',
    request.releaseName,
    request.archive,
    '--namespace',
    request.namespace,
    '--values',
    values,
    '--kube-version',
    request.kubeVersion,
    // As Argo CD does it: the templates find the same APIs in either place.
    ...request.apiVersions.flatMap((version) => ['--api-versions', version]),
    ...(request.skipCrds ? [] : ['--include-crds']),
    // Pods that ask whether the release works: nothing runs them here.
    '--skip-tests',
  ]
}

/**
 * The user's environment, for wrappers that need it, without what changes Helm's mind, and with proxies that lead
 * nowhere: a schema may name a URL, and Helm would fetch it.
 */
function isolated(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9'
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(HELM_|KUBE|(https?|all|no)_proxy$)/i.test(name))),
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_DATA_HOME: join(folder, 'data'),
    HELM_PLUGINS: join(folder, 'plugins'),
    KUBECONFIG: join(folder, 'no-cluster'),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    TZ: join(folder, 'zone'),
  }
}

type ExecError = Error & { code?: number | string; killed?: boolean; stderr?: string }

function failed(helm: Helm, error: ExecError): InflateError {
  const said = (error.stderr ?? '').trim().split('\n').filter(Boolean).slice(-lastLines).join('\n') || error.message
  const how = error.killed ? `did not end within ${timeoutMs / 1000} s` : `ended with ${error.code ?? 'a signal'}`
  return new InflateError([renderFailed(`helm template (${helm.file} ${helm.version}) ${how}: ${said}`)], {
    cause: error,
  })
}
