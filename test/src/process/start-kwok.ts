import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { httpRequest } from '../api/http.ts'
import type { KubeApi } from '../api/kube-api.ts'
import { simulatedLabel } from '../nodes/node-objects.ts'
import { type SimulatedStage, toStageObject } from '../stages/stage.ts'
import { until } from '../wait/until.ts'
import { kwok } from './control-plane-flags.ts'
import { waitForDocumentedKinds } from './documented-kinds.ts'
import type { Family } from './family.ts'
import { reservePorts } from './ports.ts'

/** Starts kwok with these stages; resolves when it is healthy. */
export async function startKwok(
  family: Family,
  options: {
    readonly binary: string
    readonly api: KubeApi
    readonly kubeconfig: string
    readonly stages: readonly SimulatedStage[]
  },
): Promise<void> {
  const kinds = options.stages.map(({ apiGroup, kind }) => ({ apiVersion: apiGroup, kind }))
  await waitForDocumentedKinds(options.api, kinds, () => family.assertRunning())
  const ports = await reservePorts(1)
  family.onEnd({ ports })
  const [port] = ports as [number]
  const file = join(family.directory, 'stages.yaml')
  writeFileSync(file, options.stages.map((stage) => stringify(toStageObject(stage))).join('---\n'))
  const args = kwok({ kubeconfig: options.kubeconfig, port, stages: file, unmanagedLabel: simulatedLabel })
  family.start('kwok', options.binary, args)
  await until(
    async () => {
      const { status, body } = await httpRequest(`http://127.0.0.1:${port}/healthz`, { timeoutMs: 10_000 })
      return status === 200 ? { done: true } : { state: `${status} ${body}` }
    },
    { what: 'kwok to be healthy', guard: () => family.assertRunning() },
  )
}
