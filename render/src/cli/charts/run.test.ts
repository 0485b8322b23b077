import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Of } from '../../charts/chart-archives.ts'
import { type ChartServer, startChartServer } from '../../charts/testing/chart-server.ts'
import type { Format } from '../format-option.ts'
import { capturedIo } from '../testing/captured-io.ts'
import { runCharts } from './run.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
const archive = Buffer.from('the bytes of an archive')
const sha256 = sha256Of(archive)

let root: string
let server: ChartServer
let clusters = 0
beforeEach(async () => {
  // Inside the repository, or its packages would not be found.
  mkdirSync(join(repository, '.cache'), { recursive: true })
  root = mkdtempSync(join(repository, '.cache/charts-'))
  server = await startChartServer()
})
afterEach(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

/** Runs the command in a repository whose only cluster inflates one chart. */
async function fetch(
  source: object,
  { statement = `app.addRelease(${JSON.stringify(release(source))})`, format = 'json' as Format } = {},
) {
  const apps = join(root, `apps-${clusters++}`)
  mkdirSync(join(apps, 'lab'), { recursive: true })
  writeFileSync(
    join(apps, 'lab/index.ts'),
    `import { App, AppError, ClusterTree } from '@ainur/constructs'
     import { testCluster } from '${join(repository, 'constructs/src/app/testing/test-cluster.ts')}'
     export default () => {
       const tree = new ClusterTree(testCluster())
       const app = new (class extends App {})(tree, 'kettle')
       ${statement}
       return tree
     }`,
  )
  const { io, output } = capturedIo({ cwd: root, root })
  const exitCode = await runCharts(
    { apps, format },
    io,
    { mirrors: { '*': server.url }, insecure: true, attempts: 2, backoffMs: 1 },
    { XDG_CACHE_HOME: join(root, 'cache') },
  )
  return { exitCode, ...output, charts: format === 'json' ? JSON.parse(output.stdout).charts : [] }
}

function release(source: object) {
  const chart = { type: 'chart', chart: 'kettle', version: '0.1.0', render: 'inflate', sha256, ...source }
  return { name: 'tea', source: { repoURL: `${server.url}/charts`, ...chart } }
}

const kept = (digest: string) => join(root, 'cache/ainur/charts', `${digest}.tgz`)

describe('charts fetch', () => {
  it('downloads an archive from a chart repository, and asks for it only once', async () => {
    server.list('/charts', 'kettle', '0.2.0', 'kettle-0.2.0.tgz')
    server.list('/charts', 'kettle', '0.1.0', 'files/kettle-0.1.0.tgz')
    server.serve('/charts/files/kettle-0.1.0.tgz', archive)
    const about = { cluster: 'lab', app: 'kettle', release: 'tea', chart: 'kettle', version: '0.1.0', sha256 }
    expect(await fetch({})).toMatchObject({ exitCode: 0, stderr: '', charts: [{ ...about, result: 'fetched' }] })
    expect(readFileSync(kept(sha256))).toEqual(archive)
    expect(server.requests).toEqual(['/charts/index.yaml', '/charts/files/kettle-0.1.0.tgz'])
    expect(await fetch({})).toMatchObject({ exitCode: 0, charts: [{ result: 'here' }] })
    expect(server.requests).toHaveLength(2)
  })

  it.each(['registry.example.com/team', 'oci://registry.example.com/team/'])(
    'downloads an archive from the OCI registry %s, whose tags know no plus sign',
    async (repoURL) => {
      server.push('team/kettle', '0.1.0_build.1', archive)
      const { charts } = await fetch({ repoURL, version: '0.1.0+build.1' })
      expect(charts).toMatchObject([{ result: 'fetched', sha256 }])
      expect(readFileSync(kept(sha256))).toEqual(archive)
    },
  )

  it('keeps nothing that has another digest than the release pins', async () => {
    const other = Buffer.from('something else')
    server.list('/charts', 'kettle', '0.1.0', `${server.url}/elsewhere.tgz`)
    server.serve('/elsewhere.tgz', other)
    const { exitCode, charts } = await fetch({})
    expect(exitCode).toBe(1)
    expect(charts[0].result).toBe('failed')
    expect(charts[0].problem).toContain(`with SHA-256 ${sha256Of(other)}; the release pins ${sha256}`)
    expect(existsSync(join(root, 'cache'))).toBe(false)
  })

  it('says which digest to pin where none is, and keeps the archive under it', async () => {
    server.list('/charts', 'kettle', '0.1.0', 'kettle.tgz')
    server.serve('/charts/kettle.tgz', archive)
    expect(await fetch({ sha256: '' })).toMatchObject({ exitCode: 1, charts: [{ result: 'unpinned', sha256 }] })
    expect(readFileSync(kept(sha256))).toEqual(archive)
    const { stdout } = await fetch({ sha256: '' }, { format: 'text' })
    expect(stdout).toBe(`lab/kettle tea: kettle 0.1.0 was fetched; pin it: sha256: '${sha256}'\n`)
  })

  it.each([
    ['no index', {}, (): void => undefined, 'index.yaml: HTTP 404'],
    ['no such chart', {}, (): void => server.list('/charts', 'pan', '0.1.0', 'a.tgz'), 'lists no chart "kettle"'],
    [
      'no such version',
      {},
      (): void => server.list('/charts', 'kettle', '0.2.0', 'a.tgz'),
      'lists no version "0.1.0" of kettle; it has 0.2.0',
    ],
    [
      'something that is not a chart',
      { repoURL: 'registry.example.com/team' },
      (): void => server.push('team/kettle', '0.1.0', archive, 'application/vnd.oci.image.layer.v1.tar'),
      'registry.example.com/team/kettle 0.1.0 is not a Helm chart',
    ],
    [
      'no network',
      { repoURL: 'http://127.0.0.1:1' },
      (): void => undefined,
      '127.0.0.1:1 did not answer after 2 attempts',
    ],
    ['no address at all', { repoURL: undefined }, (): void => undefined, 'put it there as charts/kettle-0.1.0.tgz'],
  ])('fails with what was asked for where there is %s', async (_, source, prepare, problem) => {
    prepare()
    const { exitCode, charts } = await fetch(source)
    expect(exitCode).toBe(1)
    expect(charts).toMatchObject([{ result: 'failed', problem: expect.stringContaining(problem) }])
  })

  it('takes an archive that lies in charts/ of the repository', async () => {
    mkdirSync(join(root, 'charts'))
    writeFileSync(join(root, 'charts/kettle-0.1.0.tgz'), archive)
    expect(await fetch({ repoURL: undefined })).toMatchObject({ exitCode: 0, charts: [{ result: 'here' }] })
    expect(server.requests).toEqual([])
  })

  it('names a cluster that cannot be built, and has nothing to do for one that inflates nothing', async () => {
    const broken = await fetch({}, { statement: "throw new AppError('kettle', 'apps.kettle', 'cold', 'heat it')" })
    expect(broken).toMatchObject({ exitCode: 0, charts: [], stderr: expect.stringContaining('lab cannot be built') })
    expect(await fetch({}, { statement: '' })).toMatchObject({ exitCode: 0, charts: [], stderr: '' })
  })
})
