import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { benchTable, resultOf, type SuiteResult } from './report.ts'
import { suites } from './suites/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

await new Command('bench')
  .description('Medians of separate processes, and ratios against a floor measured in the same run.')
  .argument('[suites...]', `which of ${suites.map(({ name }) => name).join(', ')}; all if none is named`)
  .option('--runs <n>', 'how often to measure', positive, 7)
  .option('--json', 'print JSON')
  .action(async (names: string[], options: { runs: number; json?: boolean }, command: Command) => {
    const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
    if (unknown.length > 0) command.error(`no such suite: ${unknown.join(', ')}`, { exitCode: 2 })
    const results: SuiteResult[] = []
    for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name))) {
      // Inside the repository, or generated clusters would not find its packages; two benchmarks at once do not meet.
      const folder = join(root, '.cache/bench', `${suite.name}-${process.pid}`)
      mkdirSync(folder, { recursive: true })
      const log = (text: string) => void process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : '')
      const reason = (await suite.unavailable?.()) ?? null
      results.push(resultOf(suite, reason ?? (await suite.run({ root, folder, runs: options.runs, log }))))
      log('')
      rmSync(folder, { recursive: true, force: true })
    }
    process.stdout.write(options.json ? `${JSON.stringify({ results }, null, 2)}\n` : benchTable(results))
  })
  .parseAsync()

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number above 0')
  return number
}
