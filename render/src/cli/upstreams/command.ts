import type { CliCommand } from '../command.ts'
import { type Format, formatOption } from '../format-option.ts'

export interface UpstreamsFlags {
  readonly format: Format
}

export const upstreamsCommand: CliCommand = {
  register(program, io, action) {
    const run = (what: 'list' | 'verify', flags: UpstreamsFlags) =>
      action(async () => (await import('./run.ts')).runUpstreams(what, flags, io))
    const upstreams = program
      .command('upstreams')
      .description('the programs of others that we pin, and how old they are')
    upstreams
      .command('list', { isDefault: true })
      .description('name, version, age, chart and images of each')
      .addOption(formatOption())
      .action((flags: UpstreamsFlags) => run('list', flags))
    upstreams
      .command('verify')
      .description('compare them with registries, chart repositories, release feeds and advisories; writes nothing')
      .addOption(formatOption())
      .action((flags: UpstreamsFlags) => run('verify', flags))
  },
}
