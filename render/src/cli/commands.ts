import { chartsCommand } from './charts.ts'
import { checkCommand } from './check.ts'
import type { CliCommand } from './command.ts'
import { diffCommand } from './diff.ts'
import { imagesCommand } from './images.ts'
import { reportCommand } from './report.ts'
import { synthCommand } from './synth.ts'
import { upstreamsCommand } from './upstreams.ts'

/** In the order of `ainur --help`. */
export const commands: readonly CliCommand[] = [
  synthCommand,
  diffCommand,
  checkCommand,
  imagesCommand,
  upstreamsCommand,
  chartsCommand,
  reportCommand,
]
