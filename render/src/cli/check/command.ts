import type { CliCommand } from '../command.ts'
import { type Format, formatOption } from '../format-option.ts'

export interface CheckFlags {
  readonly cluster?: string
  readonly apps?: string
  readonly format: Format
}

export const checkCommand: CliCommand = {
  register(program, io, action) {
    program
      .command('check')
      .description('run all checks on the clusters in apps/ without writing')
      .option('--cluster <name>', 'only this one')
      .option('--apps <dir>', 'read clusters from here instead of apps/')
      .addOption(formatOption())
      .action((flags: CheckFlags) => action(async () => (await import('./run.ts')).runCheck(flags, io)))
  },
}
