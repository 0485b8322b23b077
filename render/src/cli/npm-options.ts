import { UsageError } from './usage-error.ts'

/**
 * Names of the options that npm took for its own: in `npm run synth --check` it keeps `--check` to itself and tells the
 * script by `npm_config_check`. Read from the environment of a script; none outside npm.
 */
export function optionsTakenByNpm(env: NodeJS.ProcessEnv): ReadonlySet<string> {
  if (!env.npm_lifecycle_event) return new Set()
  const names = Object.keys(env).flatMap((name) => /^npm_config_(.+)$/.exec(name)?.[1] ?? [])
  return new Set(names.map((name) => name.replaceAll('_', '-')))
}

/**
 * Refuses to go on without an option that npm took: `npm run synth --check` would write what it should only look at.
 *
 * @param command as it is typed, such as `npm run synth`
 * @param known options of the command, such as `--check` and `--no-merge-base`
 */
export function assertNotTakenByNpm(command: string, known: readonly string[], taken: ReadonlySet<string>): void {
  const swallowed = known.filter((option) => taken.has(option.replace(/^--(no-)?/, '')))
  if (swallowed.length === 0) return
  throw new UsageError(
    `npm kept ${swallowed.join(', ')} to itself. Write two dashes before the options: ${command} -- ${swallowed.join(' ')} …`,
  )
}
