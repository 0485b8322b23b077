import { Command, InvalidArgumentError, Option } from 'commander'

/** Ways to make a cluster that can be shown. */
export const shownProviders = ['process', 'k3d'] as const
export type ShownProvider = (typeof shownProviders)[number]

export interface ClusterArguments {
  /** Folder in `apps/`; absent when there is only one to choose from. */
  readonly name?: string
  readonly provider: ShownProvider
  /** Node to kill once everything is healthy. */
  readonly kill?: string
  readonly evictAfter: number
  readonly exitWhenSettled: boolean
  readonly apps?: string
}

/** The command line of `npm run cluster`. */
export function clusterCommand(run: (args: ClusterArguments) => Promise<void>): Command {
  return new Command('npm run cluster')
    .usage('-- [name] [options]')
    .description(
      'Starts an ephemeral cluster for a definition in apps/, has Argo CD sync its rendered tree, and shows it.',
    )
    .argument('[name]', 'folder in apps/; may be left out when there is only one')
    .addOption(
      new Option('--provider <provider>', 'how the cluster is made').choices(shownProviders).default('process'),
    )
    .option('--kill <node>', 'take the power from this node once everything is healthy')
    .option('--evict-after <seconds>', 'how long pods stay bound to a dead node; 300 in a real cluster', seconds, 10)
    .option(
      '--exit-when-settled',
      'end when everything is healthy, and with --kill when every pod has a new place',
      false,
    )
    .option('--apps <folder>', 'folder with one folder per cluster', undefined)
    .action((name: string | undefined, options: Omit<ClusterArguments, 'name'>) => run({ ...options, name }))
}

function seconds(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError('Write a whole number of seconds, 0 or more.')
  return value
}
