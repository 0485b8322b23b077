import { Option } from 'commander'
import type { CliCommand } from '../command.ts'
import { type Format, formatOption } from '../format-option.ts'

export interface ImagesFlags {
  readonly apps?: string
  readonly format: Format
  readonly registryMirror: Readonly<Record<string, string>>
  readonly insecure?: boolean
}

export const imagesCommand: CliCommand = {
  register(program, io, action) {
    const images = program.command('images').description('what images.lock.json knows about container images')
    const add = (name: 'lock' | 'verify', description: string) =>
      images
        .command(name)
        .description(description)
        .option('--apps <dir>', 'read clusters from here instead of apps/')
        .addOption(
          new Option('--registry-mirror <host=url>', 'ask this mirror instead of a registry (* for all); repeatable')
            .argParser(collectMirror)
            .default({}, 'none'),
        )
        .option('--insecure', 'allow mirrors on plain HTTP')
        .addOption(formatOption())
        .action((flags: ImagesFlags) => action(async () => (await import('./run.ts')).runImages(name, flags, io)))
    add('lock', 'read digests and platforms of all images from their registries')
    add('verify', 'compare the lock with the registries; writes nothing')
  },
}

function collectMirror(value: string, mirrors: Record<string, string>): Record<string, string> {
  const split = value.indexOf('=')
  const host = split < 0 ? '*' : value.slice(0, split)
  return { ...mirrors, [host]: value.slice(split + 1) }
}
