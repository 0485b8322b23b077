import { existsSync } from 'node:fs'
import { assertNotTakenByNpm, discoverClusters, optionsTakenByNpm, UsageError } from '@ainur/render'
import { CommanderError } from 'commander'
import { describeVersions } from '../assets/describe-versions.ts'
import { assertKillable, k3dNodes } from '../k3d/k3d-config.ts'
import { makeK3dProvider } from '../k3d/k3d-provider.ts'
import { nodeObjects } from '../nodes/node-objects.ts'
import type { ProcessCluster } from '../process/process-cluster.ts'
import { createProcessCluster, processProvider } from '../process/process-provider.ts'
import type { ClusterProvider, ClusterRequest, Progress } from '../provider/provider.ts'
import { type ClusterTreeUnderTest, defaultApps, loadClusterTrees } from '../tree/load-cluster-trees.ts'
import { type ClusterArguments, clusterCommand, type ShownProvider } from './arguments.ts'
import { show } from './show.ts'
import { startCluster } from './start-cluster.ts'

/** Runs `npm run cluster`. Ends the process at a signal; all that was started ends with it. */
export async function main(argv: readonly string[]): Promise<void> {
  // Leaving the process is what tears everything down: see the scratch folders in `cleanup/`.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  const command = clusterCommand(run).exitOverride()
  try {
    assertNotTakenByNpm(
      'npm run cluster',
      command.options.flatMap(({ long }) => long ?? []),
      optionsTakenByNpm(process.env),
    )
    await command.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    // commander has already printed what is wrong.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2)
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(error instanceof UsageError ? 2 : 1)
  }
}

async function run(args: ClusterArguments): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const tree = await chooseTree(args)
  const names = tree.cluster.nodes.map(({ name }) => name)
  if (args.kill && !names.includes(args.kill)) {
    throw new UsageError(`--kill '${args.kill}': no such node in ${tree.name}; there are ${names.join(', ')}`)
  }
  const { unavailable, create, check, killWhenQuietMs } = providers[args.provider]
  check?.(tree, args.kill)
  const problem = await unavailable()
  if (problem) throw new Error(`--provider ${args.provider} cannot run here: ${problem}`)
  say(describeVersions())
  const { cluster } = await startCluster({ tree, create, evictAfterSeconds: args.evictAfter, say })
  say(`\nexport KUBECONFIG=${cluster.kubeconfig}`)
  say(`logs: ${cluster.family.directory}/*.log`)
  say(`Pods leave a dead node after ${args.evictAfter} s; in a real cluster after 300 s.\n`)
  await show(cluster, { ...args, killWhenQuietMs })
  await cluster.destroy()
  process.exit(0)
}

interface ShownProviderParts extends Pick<ClusterProvider, 'unavailable'> {
  readonly create: (request: ClusterRequest, progress: Progress) => Promise<ProcessCluster>
  /** Throws when this definition cannot be shown this way, or this machine cannot be killed. */
  readonly check?: (tree: ClusterTreeUnderTest, kill: string | undefined) => void
  readonly killWhenQuietMs?: number
}

const providers: Readonly<Record<ShownProvider, ShownProviderParts>> = {
  process: { unavailable: processProvider.unavailable, create: createProcessCluster },
  k3d: {
    ...makeK3dProvider(),
    check: (tree, kill) => assertKillable(k3dNodes(tree.name, nodeObjects(tree.cluster)), kill),
    // Real pods wait for what only a bootstrapped cluster has, such as their Secrets: not all becomes healthy.
    killWhenQuietMs: 60_000,
  },
}

async function chooseTree({ name, apps }: ClusterArguments): Promise<ClusterTreeUnderTest> {
  const folder = apps ?? defaultApps
  const known = existsSync(folder) ? discoverClusters(folder).map((one) => one.name) : []
  const wanted = name ?? (known.length === 1 ? known[0] : undefined)
  if (wanted !== undefined && known.includes(wanted)) {
    const [tree] = await loadClusterTrees({ appsDir: folder, only: wanted })
    if (tree) return tree
  }
  const there = known.length > 0 ? `there is ${known.join(', ')}` : 'there is none'
  throw new UsageError(
    name === undefined
      ? `say which cluster of ${apps ?? 'apps/'} to start: ${there}`
      : `'${name}': no such cluster in ${apps ?? 'apps/'}; ${there}`,
  )
}
