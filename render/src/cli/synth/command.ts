import type { CliCommand } from '../command.ts'
import { type Format, formatOption } from '../format-option.ts'

export interface SynthFlags {
  readonly cluster?: string
  readonly check?: boolean
  readonly out?: string
  readonly apps?: string
  readonly format: Format
  readonly allowRemovals?: boolean
}

export const synthCommand: CliCommand = {
  register(program, io, action) {
    program
      .command('synth')
      .description('render the clusters in apps/ into dist/')
      .option('--cluster <name>', 'only this one')
      .option('--check', 'write nothing; exit with 1 if dist/ is not what would be written')
      .option('--out <dir>', 'write here instead of dist/')
      .option('--apps <dir>', 'read clusters from here instead of apps/')
      .option('--allow-removals', 'remove objects that hold data, or more than a quarter of all, too')
      .addOption(formatOption())
      .action((flags: SynthFlags) => action(async () => (await import('./run.ts')).runSynth(flags, io)))
  },
}
