import type { Command as Commander } from 'commander'
import type { ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'

/** Hands the exit code of a command's action to the caller of `main()`. */
export type Action = (run: () => Promise<ExitCode>) => Promise<void>

/**
 * One subcommand. Its file only declares options; what it does is imported when it is run, so that no command pays for
 * loading another.
 */
export interface CliCommand {
  register(program: Commander, io: Io, action: Action): void
}
