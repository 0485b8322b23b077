import { processProvider } from '../process/process-provider.ts'
import { type ClusterTreeUnderTest, loadClusterTrees } from '../tree/load-cluster-trees.ts'
import { type ClusterArguments, clusterCommand } from './arguments.ts'
import { show } from './show.ts'
import { startCluster } from './start-cluster.ts'

/** Runs `npm run cluster`. Ends the process when it is told to stop; whatever was started ends with it. */
export async function main(argv: readonly string[]): Promise<void> {
  // Leaving the process is what tears everything down: see the claims in `cleanup/`.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  try {
    await clusterCommand(run).parseAsync([...argv], { from: 'user' })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

async function run(args: ClusterArguments): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const tree = await chooseTree(args)
  const names = tree.cluster.nodes.map(({ name }) => name)
  if (args.kill && !names.includes(args.kill)) {
    throw new Error(`--kill '${args.kill}': no such node in ${tree.name}; there are ${names.join(', ')}`)
  }
  const problem = await processProvider.unavailable()
  if (problem) throw new Error(`--provider process cannot run here: ${problem}`)
  const { cluster } = await startCluster({ tree, evictAfterSeconds: args.evictAfter, say })
  say(`\nexport KUBECONFIG=${cluster.kubeconfig}`)
  say(`logs: ${cluster.family.directory}/*.log`)
  say(`Pods leave a dead node after ${args.evictAfter} s; in a real cluster after 300 s.\n`)
  await show(cluster, args)
  await cluster.destroy()
  process.exit(0)
}

async function chooseTree({ name, apps }: ClusterArguments): Promise<ClusterTreeUnderTest> {
  const folder = apps ?? 'apps/'
  const trees = await loadClusterTrees({ appsDir: apps, only: name })
  const [tree, ...others] = trees
  if (!tree) throw new Error(name ? `'${name}': no such cluster in ${folder}` : `${folder} holds no cluster`)
  if (others.length > 0) throw new Error(`say which cluster: ${trees.map((one) => one.name).join(', ')}`)
  return tree
}
