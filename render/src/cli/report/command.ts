import type { CliCommand } from '../command.ts'

export interface ReportFlags {
  readonly cluster?: string
  readonly apps?: string
  readonly out: string
}

export const reportCommand: CliCommand = {
  register(program, io, action) {
    program
      .command('report')
      .description('write a page about the clusters in apps/: nodes, load, apps, addresses, what to set up by hand')
      .option('--cluster <name>', 'only this one')
      .option('--apps <dir>', 'read clusters from here instead of apps/')
      .option('--out <file>', 'write it here', 'report.html')
      .action((flags: ReportFlags) => action(async () => (await import('./run.ts')).runReport(flags, io)))
  },
}
