import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pageStructure } from '../../report/testing/page-structure.ts'
import { main } from '../main.ts'
import { capturedIo } from '../testing/captured-io.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
/** Whichever clusters their owner keeps here. */
const clusters = readdirSync(join(repository, 'apps'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(repository, 'apps', entry.name, 'index.ts')))
  .map(({ name }) => name)
  .sort()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ainur-report-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function report(...args: string[]) {
  const { io, output } = capturedIo({ cwd: folder, root: repository })
  const exitCode = await main(['report', ...args], io)
  return { exitCode, ...output }
}

describe('ainur report', () => {
  it('writes the page of the clusters of this repository, and says where', async () => {
    const said = await report()
    const file = join(folder, 'report.html')
    expect(said).toEqual({ exitCode: 0, stdout: `Wrote report.html\n${pathToFileURL(file).href}\n`, stderr: '' })
    const page = readFileSync(file, 'utf8')
    const { errors, elements } = pageStructure(page)
    expect(errors).toEqual([])
    expect(elements.flatMap(({ tag, text }) => (tag === 'h2' ? [text] : []))).toEqual(clusters)
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? [])
    expect(new Set(ids).size).toBe(ids.length)

    // Pods listed on the nodes are those that the plan counts: none twice, none left out.
    const sum = (counts: readonly string[]) => counts.reduce((all, count) => all + Number(count), 0)
    const listed = elements.flatMap(({ tag, text }) =>
      tag === 'summary' ? (/^(\d+) pods? of at most/.exec(text)?.[1] ?? []) : [],
    )
    const totals = elements.flatMap(({ attributes, text }) =>
      attributes.class === 'tile' ? (/^Pods (\d+)/.exec(text)?.[1] ?? []) : [],
    )
    expect(totals).toHaveLength(clusters.length)
    expect(sum(listed)).toBe(sum(totals))

    await report('--out', 'again.html')
    expect(readFileSync(join(folder, 'again.html'), 'utf8')).toBe(page)
  })

  it.each([
    ['missing/report.html', 'its folder does not exist'],
    ['.', 'it is a folder'],
  ])('explains why it cannot write to %s', async (out, why) => {
    const { exitCode, stdout, stderr } = await report('--out', out)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toBe(`--out '${out}': ${why}. Give the name of a file in a folder that exists\n`)
  })

  it('knows no other clusters than those in apps/', async () => {
    const { exitCode, stderr } = await report('--cluster', `${clusters[0]}x`)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`did you mean '${clusters[0]}'?`)
  })
})
