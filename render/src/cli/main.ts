import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { EmitError } from '../emit/emit-error.ts'
import { recover } from '../emit/work-folder.ts'
import { commands } from './commands.ts'
import { ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'
import { assertNotTakenByNpm } from './npm-options.ts'
import { commandOf, scriptOf, usageOf } from './usage.ts'
import { UsageError } from './usage-error.ts'

/** Runs the `ainur` command with the arguments behind its name. Never ends the process itself. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.ok
  const program = new Command('ainur')
    .description('One typed definition of a home cluster, rendered into an Argo CD tree.')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, getOutHelpWidth: () => io.columns })
    .configureHelp({ commandUsage: usageOf, minWidthToWrap: 20 })
    .showHelpAfterError('(add --help for what is allowed)')
    .addHelpText('afterAll', exitCodes)
    .hook('preAction', (_, command) => assertNoNames(command))
    .hook('preAction', () => recover(join(io.root, 'dist'), { say: (message) => io.stderr(`${message}\n`) }))
  for (const command of commands) {
    command.register(program, io, async (run) => {
      exitCode = await run()
    })
  }
  for (const command of allCommands(program)) command.copyInheritedSettings(program).allowExcessArguments()
  try {
    const command = commandOf(program, args)
    const known = command.options.flatMap(({ long }) => long ?? [])
    assertNotTakenByNpm(scriptOf(command), known, io.npmOptions ?? new Set())
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.refused
    if (!(error instanceof UsageError) && !(error instanceof EmitError)) throw error
    io.stderr(`${error.message}\n`)
    return ExitCode.refused
  }
}

const exitCodes = `
Exit code:
  0  all is well
  1  there are errors, or dist/ is stale
  2  refused, or used wrongly: nothing was written`

function allCommands(program: Command): Command[] {
  return program.commands.flatMap((command) => [command, ...allCommands(command)])
}

/** No command takes a bare word; a person who writes one most likely means a cluster. */
function assertNoNames(command: Command): void {
  const [word] = command.args
  if (word === undefined) return
  const script = scriptOf(command)
  const takesCluster = command.options.some(({ long }) => long === '--cluster')
  const advice = takesCluster ? `for one cluster: ${script} -- --cluster ${word}` : `see ${script} -- --help`
  throw new UsageError(`'${word}' was given, but ${command.name()} takes only options; ${advice}`)
}
