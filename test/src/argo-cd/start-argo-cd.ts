import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { httpRequest } from '../api/http.ts'
import type { KubeApi } from '../api/kube-api.ts'
import type { Binaries } from '../process/binaries.ts'
import type { Family } from '../process/family.ts'
import { reservePorts } from '../process/ports.ts'
import { waitForPort } from '../process/wait-for-port.ts'
import { until } from '../wait/until.ts'
import * as flags from './argo-cd-flags.ts'
import { argoCdObjects } from './argo-cd-objects.ts'
import { waitForModels } from './wait-for-models.ts'

export interface ArgoCdOptions {
  readonly api: KubeApi
  readonly kubeconfig: string
  readonly binaries: Binaries
  /** Content of `argocd-cm`, such as health rules. @default empty */
  readonly configuration?: Readonly<Record<string, string>>
  readonly onStep?: (what: string) => void
}

/**
 * Starts redis, repo-server and application-controller as children of `family`. The Argo CD
 * CustomResourceDefinitions must be installed. Resolves when all of them are healthy.
 */
export async function startArgoCd(family: Family, options: ArgoCdOptions): Promise<void> {
  const { api, kubeconfig, binaries, configuration = {}, onStep = () => {} } = options
  const ports = await reservePorts(4)
  family.onEnd({ ports })
  const [redisPort, repoPort, repoMetrics, controllerMetrics] = ports as [number, number, number, number]
  const directory = join(family.directory, 'argo-cd')
  const env = flags.environment({ directory, kubeconfig })
  for (const path of ['tls', 'ssh', 'plugins', 'repo-server', 'application-controller', 'bin']) {
    mkdirSync(join(directory, path), { recursive: true })
  }
  writeFileSync(join(directory, 'ssh', 'ssh_known_hosts'), '')
  // Git refuses repositories of another user, and may run without a home directory to read an exception from.
  writeFileSync(join(directory, 'gitconfig'), '[safe]\n\tdirectory = *\n')

  const { name, text } = flags.verifyWrapper
  writeFileSync(join(flags.programs(directory), name), text, { mode: 0o755 })

  const guard = () => family.assertRunning()
  family.start('redis', binaries.redis, [`--address=127.0.0.1:${redisPort}`])
  await waitForPort(redisPort, { what: 'redis to listen', guard })
  family.start(
    'repo-server',
    binaries.argocd,
    flags.repoServer({ redisPort, port: repoPort, metricsPort: repoMetrics }),
    {
      ...env,
      ...flags.repoServerEnvironment(directory),
    },
  )
  for (const object of argoCdObjects(configuration)) await api.apply(object)
  family.start(
    'application-controller',
    binaries.argocd,
    flags.applicationController({ redisPort, repoPort, metricsPort: controllerMetrics }),
    { ...env, ...flags.applicationControllerEnvironment(directory) },
  )
  const healthy = (what: string, url: string) =>
    until(
      async () => {
        const { status, body } = await httpRequest(url, { timeoutMs: 10_000 })
        return status === 200 ? { done: true } : { state: `${status} ${body}` }
      },
      { what: `${what} to be healthy`, timeoutMs: 180_000, guard },
    )
  await Promise.all([
    waitForModels(api, guard),
    healthy('repo-server', `http://127.0.0.1:${repoMetrics}/healthz?full=true`),
    healthy('application-controller', `http://127.0.0.1:${controllerMetrics}/healthz`),
  ])
  onStep('Argo CD is healthy')
}
