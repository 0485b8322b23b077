import type { CliCommand } from './command.ts'

/**
 * In the order of `ainur --help`. Only the command that is run is loaded: help alone needs all.
 */
export const commands: Readonly<Record<string, () => Promise<CliCommand>>> = {
  synth: async () => (await import('./commands/synth.ts')).synthCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  images: async () => (await import('./commands/images.ts')).imagesCommand,
  upstreams: async () => (await import('./commands/upstreams.ts')).upstreamsCommand,
  charts: async () => (await import('./commands/charts.ts')).chartsCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
}
