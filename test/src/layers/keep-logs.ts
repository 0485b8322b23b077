import { afterEach } from 'vitest'
import { failureDirectory } from '../cleanup/failure-directory.ts'
import type { TestCluster } from '../provider/provider.ts'

/**
 * Keeps all logs and objects of a cluster when a test of the enclosing `describe` fails, and says where on stderr:
 * the cluster's own directory goes with the cluster.
 */
export function keepLogsOfFailures(current: () => TestCluster | undefined): void {
  afterEach(async ({ task }) => {
    const cluster = current()
    if (task.result?.state !== 'fail' || !cluster) return
    const directory = failureDirectory(cluster.name)
    await cluster
      .exportLogs(directory)
      .catch((error: Error) => process.stderr.write(`not all is kept: ${error.message}\n`))
    process.stderr.write(`logs and objects of "${task.name}" are kept in ${directory}\n`)
  })
}
