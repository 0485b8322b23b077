import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { severities } from '@ainur/constructs/finding'
import { diffClusters } from '../../diff/diff-clusters.ts'
import type { DiffResult } from '../../diff/diff-trees.ts'
import { loadClusters } from '../../diff/input/load-clusters.ts'
import { openSides } from '../../diff/input/open-sides.ts'
import { DiffUsageError } from '../../diff/input/user-error.ts'
import { diffFormats } from '../../diff/output/formats.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import type { DiffFlags } from './command.ts'

/** `ainur diff`. */
export async function runDiff(flags: DiffFlags, io: Io): Promise<ExitCode> {
  try {
    const sides = openSides({
      base: flags.base,
      head: flags.head,
      folder: flags.path,
      mergeBase: flags.mergeBase,
      cwd: io.cwd,
    })
    const clusters = await loadClusters(sides, io.root, (text) => io.stderr(`${text}\n`))
    const result = diffClusters({ ...sides, clusters, kubernetesMinor: flags.kubernetes, today: io.today })
    const write = await diffFormats[flags.format]()
    const text = write(result, { colors: io.colors.stdout && !flags.out, columns: io.columns })
    if (flags.out) writeFileSync(resolve(io.cwd, flags.out), text)
    else io.stdout(text)
    if (flags.post) await post(result, flags.post, flags, io)
    return fails(result, flags.failOn) ? ExitCode.failed : ExitCode.ok
  } catch (error) {
    if (error instanceof DiffUsageError || (error instanceof Error && error.name === 'PostError'))
      throw new UsageError(error.message, { cause: error })
    throw error
  }
}

/** Whether there is a finding of that severity or worse. */
function fails({ findings }: DiffResult, failOn: DiffFlags['failOn']): boolean {
  if (failOn === 'never') return false
  const threshold = severities.indexOf(failOn)
  return findings.some(({ severity }) => severities.indexOf(severity) <= threshold)
}

async function post(result: DiffResult, forge: 'github' | 'forgejo', flags: DiffFlags, io: Io): Promise<void> {
  const [{ forgeClient }, { postComments }, { readTarget }, { toMarkdown }] = await Promise.all([
    import('../../diff/post/forge-client.ts'),
    import('../../diff/post/post-comments.ts'),
    import('../../diff/post/read-target.ts'),
    import('../../diff/output/to-markdown.ts'),
  ])
  const target = readTarget(forge, flags, process.env)
  const create = result.objects.length + result.findings.length > 0
  const { created, updated, unchanged, removed } = await postComments(forgeClient(target), toMarkdown(result), {
    expectHead: target.expectHead,
    create,
  })
  io.stderr(
    `Comments of ${target.owner}/${target.repository}#${target.number}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${removed} removed\n`,
  )
}
