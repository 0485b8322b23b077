import { type Severity, severities } from '@ainur/constructs/finding'
import { InvalidArgumentError, Option } from 'commander'
import { type DiffFormat, diffFormats } from '../../diff/output/formats.ts'
import type { CliCommand } from '../command.ts'

export interface DiffFlags {
  readonly base: string
  readonly head?: string
  readonly path?: string
  readonly mergeBase: boolean
  readonly format: DiffFormat
  readonly out?: string
  readonly failOn: Severity | 'never'
  readonly kubernetes?: string
  readonly post?: 'github' | 'forgejo'
  readonly pullRequest?: number
  readonly repository?: string
  readonly apiUrl?: string
  readonly expectHead?: string
}

export const diffCommand: CliCommand = {
  register(program, io, action) {
    program
      .command('diff')
      .description('say what a change of rendered manifests will do to the cluster, in the order of danger')
      .option('--base <rev|dir>', 'Git revision or directory to compare with', 'HEAD')
      .option('--head <rev|dir>', 'Git revision or directory (default: the working tree)')
      .option('--path <dir>', 'folder to compare inside the revisions (default: dist, if there is one)')
      .option('--no-merge-base', 'compare with --base itself, not with where --head left it')
      .addOption(new Option('--format <format>', 'what to print').choices(Object.keys(diffFormats)).default('terminal'))
      .option('--out <file>', 'write to a file instead of stdout')
      .addOption(
        new Option('--fail-on <severity>', 'exit 1 from this severity on')
          .choices([...severities, 'never'])
          .default('error'),
      )
      .option('--kubernetes <minor>', 'Kubernetes version of the target, such as 1.36', minor)
      .addOption(
        new Option('--post <forge>', 'keep a comment on the pull request up to date').choices(['github', 'forgejo']),
      )
      .option('--pull-request <number>', 'where to post (default: the one that the workflow runs for)', positive)
      .option('--repository <owner/name>', 'where to post (default: that of the workflow)')
      .option('--api-url <url>', 'where to post, such as https://git.example/api/v1 (default: that of the workflow)')
      .option('--expect-head <sha>', 'post only while the pull request is at this commit')
      .action((flags: DiffFlags) => action(async () => (await import('./run.ts')).runDiff(flags, io)))
  },
}

function minor(value: string): string {
  const match = /^v?1\.(\d+)(\.\d+.*)?$/.exec(value)
  if (!match) throw new InvalidArgumentError('Give a version of Kubernetes, such as 1.36.')
  return `1.${match[1]}`
}

function positive(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('Give the number of a pull request, such as 12.')
  return Number(value)
}
