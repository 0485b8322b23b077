import type { CliCommand } from '../command.ts'
import { type Format, formatOption } from '../format-option.ts'

export interface ChartsFlags {
  readonly apps?: string
  readonly format: Format
}

export const chartsCommand: CliCommand = {
  register(program, io, action) {
    program
      .command('charts')
      .description('archives of the charts that are inflated into the tree')
      .command('fetch')
      .description('download those that are not on this machine, and compare them with their pinned digests')
      .option('--apps <dir>', 'read clusters from here instead of apps/')
      .addOption(formatOption())
      .action((flags: ChartsFlags) => action(async () => (await import('./run.ts')).runCharts(flags, io)))
  },
}
