import type { Command } from 'commander'

/** The npm script that starts `command`, or the command that it belongs to: `npm run images`. */
export function scriptOf(command: Command): string {
  return `npm run ${pathOf(command)[0] ?? '<command>'}`
}

/** The line to type, as help shows it: `npm run images -- lock [options]`. Everything behind `--` is for the command. */
export function usageOf(command: Command): string {
  const [, ...inner] = pathOf(command)
  const choice = command.commands.length > 0 && command.parent ? ['<command>'] : []
  return [scriptOf(command), '--', ...inner, ...choice, '[options]'].join(' ')
}

/** The command that a command line means, as far as its words name one. */
export function commandOf(program: Command, args: readonly string[]): Command {
  const [name, ...rest] = args
  const inner = program.commands.find((command) => command.name() === name)
  return inner ? commandOf(inner, rest) : program
}

/** Names from below the program down to the command. */
function pathOf(command: Command): string[] {
  return command.parent ? [...pathOf(command.parent), command.name()] : []
}
