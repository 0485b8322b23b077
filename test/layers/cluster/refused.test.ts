import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  changed,
  faults,
  nearMisses,
  nulls,
  schemaFaults,
} from '../../../render/src/schema/server-rules/faults.fixture.ts'
import { validObjects } from '../../../render/src/schema/validate/valid-objects.fixture.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { until } from '../../src/wait/until.ts'
import { testNode } from '../sample-objects.ts'

const skipped = await skipReason('refused', processProvider)

/** Kinds of which this API server has no definition: their schemas are the business of other tests. */
const isBuiltIn = ({ apiVersion }: KubeObject) => !/\./.test(apiVersion.replace(/\.k8s\.io\//, '/'))

/** The Pod that the controller of a Deployment or DaemonSet would ask for. */
function podOf({ kind, metadata, spec }: KubeObject): KubeObject | undefined {
  if ((kind !== 'Deployment' && kind !== 'DaemonSet') || !spec) return undefined
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...spec.template.metadata, ...metadata },
    spec: spec.template.spec,
  }
}

describe.skipIf(skipped)('the checks and the API server', () => {
  let cluster: TestCluster
  beforeAll(async () => {
    cluster = await processProvider.create({ name: 'refused', nodes: [testNode('arm', 'arm64')] })
    await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }])
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'web' } }
    const look = async () => ((await cluster.api.find(account)) ? { done: true } : { state: 'it is not there' })
    await until(look, { what: 'the account that pods run as' })
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  /** What the API server has against an object, or against the pods that its controller would ask for. */
  const complaint = async (object: KubeObject) => {
    const pod = podOf(object)
    return (await refusal(object)) ?? (pod ? await refusal(pod) : undefined)
  }

  const refusal = (object: KubeObject, dryRun = true): Promise<string | undefined> =>
    cluster.api.apply(object, { dryRun }).then(
      () => undefined,
      (error: Error) => error.message,
    )

  it.each(validObjects.filter(isBuiltIn).map((object) => [object.kind, object] as const))(
    'agree that the valid %s is fine',
    async (_, object) => {
      expect(await complaint(object)).toBeUndefined()
    },
  )

  it.each([...faults, ...schemaFaults])('agree that %s (%s) is refused', async (_, kind, change) => {
    const object = changed(kind, change)
    // A dry run assigns no ports: only a real request shows whether one can be had.
    const message = (await complaint(object)) ?? (await refusal(object, false))
    expect(message).toMatch(/: (400|403|422|500 failed to (create typed patch object|convert new object)) /)
  })

  it.each([...nearMisses, ...nulls])('agree that %s (%s) is fine', async (_, kind, change) => {
    expect(await complaint(changed(kind, change))).toBeUndefined()
  })
})
