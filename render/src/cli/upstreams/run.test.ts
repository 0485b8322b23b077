import type { Finding } from '@ainur/constructs/finding'
import type { Upstream } from '@ainur/constructs/upstream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestRegistry, type TestRegistry } from '../../images/testing/test-registry.ts'
import {
  githubRelease,
  startTestUpstreamServer,
  type TestUpstreamServer,
} from '../../upstreams/testing/test-upstream-server.ts'
import { capturedIo } from '../testing/captured-io.ts'
import { runUpstreams } from './run.ts'

let server: TestUpstreamServer
let registry: TestRegistry
let captured: ReturnType<typeof capturedIo>
let upstream: Upstream

beforeEach(async () => {
  server = await startTestUpstreamServer()
  registry = await startTestRegistry()
  captured = capturedIo({ cwd: '/', root: '/', today: '2026-02-01' })
  upstream = {
    name: 'kettle',
    version: 'v1.2.3',
    released: '2026-01-02',
    repository: 'example/kettle',
    goModule: 'example.com/kettle',
    chart: { repository: `${server.url}/charts`, name: 'kettle', version: '4.5.6' },
    images: {
      main: {
        repository: 'ghcr.io/example/kettle',
        tag: 'v1.2.3',
        reference: 'ghcr.io/example/kettle:v1.2.3',
        platforms: ['linux/arm64', 'linux/amd64'],
        platformsFrom: 'x',
      },
    },
  }
  server.releases['example/kettle'] = [githubRelease('v1.2.3')]
  server.charts.kettle = ['4.5.6']
  registry.push('example/kettle', 'v1.2.3', 'linux/amd64', 'linux/arm64')
})
afterEach(async () => {
  await server.close()
  await registry.close()
})

function run(what: 'list' | 'verify', format: 'text' | 'json' = 'json', upstreams: readonly Upstream[] = [upstream]) {
  return runUpstreams(what, { format }, captured.io, {
    upstreams,
    releases: { apiUrl: server.url, stepMs: 1 },
    advisories: `${server.url}/v1/query`,
    http: { mirrors: { '*': registry.url }, insecure: true, attempts: 1 },
  })
}

async function findings(): Promise<Finding[]> {
  await run('verify')
  return JSON.parse(captured.output.stdout).findings
}

const told = ({ rule, severity, path, message }: Finding) => `${severity} ${rule} ${path}: ${message}`

describe('upstreams', () => {
  it('lists name, version, age, chart and images without asking anybody', async () => {
    expect(await run('list')).toBe(0)
    expect(JSON.parse(captured.output.stdout)).toEqual({
      upstreams: [
        {
          name: 'kettle',
          version: 'v1.2.3',
          released: '2026-01-02',
          ageDays: 30,
          repository: 'https://github.com/example/kettle',
          chart: { repository: `${server.url}/charts`, name: 'kettle', version: '4.5.6' },
          images: ['ghcr.io/example/kettle:v1.2.3'],
        },
      ],
    })
    expect(registry.requests).toEqual([])
  })

  it('lists them for people', async () => {
    const { chart: _, images: __, released: ___, ...bare } = upstream
    await run('list', 'text', [upstream, { ...bare, name: 'pan' }])
    expect(captured.output.stdout.split('\n').map((line) => line.split(/\s{2,}/))).toEqual([
      ['kettle', 'v1.2.3', '30 days', 'chart 4.5.6', '1 image'],
      ['pan', 'v1.2.3', 'age unknown'],
      [''],
    ])
  })
})

describe('upstreams verify', () => {
  it('finds nothing where everything is as the record says', async () => {
    expect(await run('verify', 'text')).toBe(0)
    expect(captured.output.stdout).toContain('1 upstream: nothing newer, nothing wrong')
    expect(captured.output.stderr).toBe('[1/1] kettle\n')
    expect(server.queries).toEqual([{ package: { ecosystem: 'Go', name: 'example.com/kettle' }, version: '1.2.3' }])
  })

  it('tells of newer releases and charts, which is no failure', async () => {
    server.releases['example/kettle']?.unshift(
      githubRelease('v3.0.0-rc.1', '2026-01-09', 'prerelease'),
      githubRelease('v9.0.0', '2026-01-09', 'draft'),
      githubRelease('v2.0.0', '2026-01-08'),
      githubRelease('v1.2.4', '2026-01-07'),
    )
    server.charts.kettle?.unshift('4.6.0')
    expect((await findings()).map(told)).toEqual([
      'warning upstream-newer version: v1.2.3 is pinned; there is v1.2.4 of 2026-01-07 (patch)',
      'info upstream-newer version: v1.2.3 is pinned; there is v2.0.0 of 2026-01-08 (major)',
      'info upstream-newer chart.version: 4.5.6 is pinned; there is 4.6.0 (minor)',
    ])
    expect(await run('verify')).toBe(0)
  })

  it('fails for advisories, each told once although two databases have it', async () => {
    const affected = [
      { package: { name: 'example.com/pan' }, ranges: [{ events: [{ introduced: '0' }, { fixed: '1.2.4' }] }] },
      { package: { name: 'example.com/kettle' }, ranges: [{ events: [{ fixed: '1.1.0' }, { fixed: '1.3.0' }] }] },
    ]
    server.advisories['example.com/kettle'] = [
      [{ id: 'GHSA-1', aliases: ['CVE-1'], summary: 'It boils over', affected }],
      [
        { id: 'GO-1', aliases: ['CVE-1', 'GHSA-1'] },
        { id: 'GO-2', summary: 'It whistles' },
      ],
    ]
    const found = await findings()
    expect(found.map(told)).toEqual([
      'error upstream-advisory version: v1.2.3 is affected by GHSA-1, CVE-1: It boils over',
      'error upstream-advisory version: v1.2.3 is affected by GO-2: It whistles',
    ])
    expect(found[0]?.remedy).toBe('raise it to v1.3.0 or later')
    expect(await run('verify')).toBe(1)
  })

  it('fails for a release, a chart and an image that are gone', async () => {
    server.releases['example/kettle'] = [githubRelease('v1.2.2')]
    server.charts.kettle = ['4.5.5']
    upstream = {
      ...upstream,
      images: { main: { ...upstream.images?.main, reference: 'ghcr.io/example/pot:1' } as never },
    }
    expect((await findings()).map(told)).toEqual([
      'error upstream-gone version: example/kettle has no release v1.2.3',
      `error upstream-gone chart.version: ${server.url}/charts has no version 4.5.6 of kettle`,
      'error image-gone images.main: ghcr.io/example/pot manifests/1: not found',
    ])
  })

  it('asks for the pinned release where it is not among the latest hundred', async () => {
    const later = Array.from({ length: 120 }, (_, index) => githubRelease(`v1.1.${index}`))
    server.releases['example/kettle'] = [...later, githubRelease('v1.2.3')]
    expect(await findings()).toEqual([])
  })

  it('tells platforms and days that the record has wrong', async () => {
    registry.push('example/kettle', 'v1.2.3', 'linux/amd64')
    upstream = { ...upstream, released: '2026-01-01' }
    expect((await findings()).map(told)).toEqual([
      'warning upstream-released released: 2026-01-01 given, v1.2.3 is of 2026-01-02',
      'error image-platforms-wrong images.main.platforms: linux/arm64, linux/amd64 given; the registry has linux/amd64',
    ])
  })

  it('waits for a host that does not answer once, tells it once, and compares the rest', async () => {
    await registry.close()
    const second = { ...upstream.images?.main, reference: 'ghcr.io/example/b:1' } as never
    upstream = { ...upstream, images: { ...upstream.images, second } }
    server.releases['example/kettle']?.unshift(githubRelease('v1.2.4'))
    const [newer, unverified, ...more] = await findings()
    expect(more).toEqual([])
    expect(newer?.rule).toBe('upstream-newer')
    expect(unverified).toMatchObject({ rule: 'upstream-unverified', severity: 'error', object: { name: 'ghcr.io' } })
    expect(unverified?.message).toContain('did not answer after 1 attempts')
    expect(unverified?.message).toContain('not compared: images of kettle (main), kettle (second)')
  })

  it('says that this machine may have no network where nobody answers', async () => {
    await registry.close()
    await server.close()
    expect(await run('verify', 'text')).toBe(1)
    expect(captured.output.stderr).toContain('Nothing could be compared: this machine may have no way to the internet.')
    expect(captured.output.stdout).toContain('upstreams: 2 errors')
  })

  it('says what helps where GitHub answers no more questions', async () => {
    server.failing.set('/repos/', 403)
    const [finding, ...more] = await findings()
    expect(more).toEqual([])
    expect(finding?.message).toContain('releases of example/kettle: HTTP 403; GitHub answers 60 questions an hour')
    expect(finding?.message).toContain('set GITHUB_TOKEN')
  })
})
