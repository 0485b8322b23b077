import { deployment, testNode } from '../../test/layers/sample-objects.ts'
import { createProcessCluster } from '../../test/src/process/process-provider.ts'
import { until } from '../../test/src/wait/until.ts'

const timeoutMs = 180_000
/** A Deployment with all of them would be one burst of one controller. */
const deployments = 10

/** Starts many nodes, and then pods; resolves when all run, or with those that do after three minutes. */
export async function measureManyPods(count: {
  readonly nodes: number
  readonly pods: number
}): Promise<{ ms: number; running: number }> {
  const nodes = Array.from({ length: count.nodes }, (_, index) => testNode(`node-${index}`, 'arm64'))
  const cluster = await createProcessCluster({ name: 'bench-many', nodes })
  try {
    const started = performance.now()
    for (let index = 0; index < deployments; index++) {
      const object = deployment(`many-${index}`)
      await cluster.api.apply({ ...object, spec: { ...object.spec, replicas: count.pods / deployments } })
    }
    let running = 0
    await until(
      async () => {
        const pods = await cluster.api.list('v1', 'Pod', { namespace: 'default' })
        running = pods.filter(({ status }) => status?.phase === 'Running').length
        return running === count.pods ? { done: true } : { state: `${running} of ${count.pods} run` }
      },
      { what: 'all pods to run', timeoutMs, intervalMs: 250, guard: () => cluster.family.assertRunning() },
    ).catch((error: Error) => process.stderr.write(`${error.message}\n`))
    return { ms: performance.now() - started, running }
  } finally {
    await cluster.destroy()
  }
}
