import { chartsCommand } from './charts/command.ts'
import { checkCommand } from './check/command.ts'
import type { CliCommand } from './command.ts'
import { diffCommand } from './diff/command.ts'
import { imagesCommand } from './images/command.ts'
import { kubeconfigCommand } from './kubeconfig/command.ts'
import { reportCommand } from './report/command.ts'
import { synthCommand } from './synth/command.ts'
import { upstreamsCommand } from './upstreams/command.ts'

/** In the order of `ainur --help`. */
export const commands: readonly CliCommand[] = [
  synthCommand,
  diffCommand,
  checkCommand,
  imagesCommand,
  upstreamsCommand,
  chartsCommand,
  reportCommand,
  kubeconfigCommand,
]
