import { Command, CommanderError } from 'commander'
import { EmitError } from '../emit/emit-error.ts'
import { commands } from './commands.ts'
import { ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** Runs the `ainur` command with the arguments behind its name. Never ends the process itself. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.ok
  const program = new Command('ainur')
    .description('One typed definition of a home cluster, rendered into an Argo CD tree.')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, getOutHelpWidth: () => io.columns })
    .showHelpAfterError('(add --help for what is allowed)')
  for (const command of commands) {
    command.register(program, io, async (run) => {
      exitCode = await run()
    })
  }
  for (const command of program.commands) command.copyInheritedSettings(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.refused
    if (!(error instanceof UsageError) && !(error instanceof EmitError)) throw error
    io.stderr(`${error.message}\n`)
    return ExitCode.refused
  }
}
