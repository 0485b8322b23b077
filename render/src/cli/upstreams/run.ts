import type { Finding } from '@ainur/constructs/finding'
import type { Upstream } from '@ainur/constructs/upstream'
import { upstreams as pinned } from '@ainur/constructs/upstreams'
import { RegistryClient } from '../../images/registry/registry-client.ts'
import type { RegistryOptions } from '../../images/registry/registry-options.ts'
import { findingReport } from '../../summary/finding-report.ts'
import { painter } from '../../summary/painter.ts'
import { table } from '../../summary/text-layout.ts'
import { counted } from '../../text/amounts.ts'
import { type ReleaseClientOptions, releaseClient } from '../../upstreams/releases.ts'
import { upstreamUnverified } from '../../upstreams/upstream-rules.ts'
import { verifyUpstreams } from '../../upstreams/verify-upstreams.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import type { UpstreamsFlags } from './command.ts'

/** Other records and servers, for tests. */
export interface RunUpstreamsOptions {
  readonly upstreams?: readonly Upstream[]
  /** @default GitHub, with the token in `GITHUB_TOKEN` if there is one */
  readonly releases?: ReleaseClientOptions
  /** @default https://api.osv.dev/v1/query */
  readonly advisories?: string
  readonly http?: RegistryOptions
}

/** `ainur upstreams` and `ainur upstreams verify`. */
export async function runUpstreams(
  what: 'list' | 'verify',
  { format }: UpstreamsFlags,
  io: Io,
  { upstreams = pinned, ...options }: RunUpstreamsOptions = {},
): Promise<ExitCode> {
  const listed = upstreams.map((upstream) => describe(upstream, io.today))
  if (what === 'list') {
    io.stdout(format === 'json' ? `${JSON.stringify({ upstreams: listed }, null, 2)}\n` : list(upstreams, io.today))
    return ExitCode.ok
  }
  const findings = await verify(upstreams, options, io)
  if (format === 'json') io.stdout(`${JSON.stringify({ upstreams: listed, findings }, null, 2)}\n`)
  else {
    const paint = painter(io.colors.stdout)
    const report = findingReport(findings, { cluster: 'upstreams', paint, columns: io.columns, verbose: true })
    // If no host answered, this machine is offline rather than each of the hosts.
    const alone = findings.length > 1 && findings.every(({ rule }) => rule === upstreamUnverified.id)
    if (alone) io.stderr('Nothing could be compared: this machine may have no way to the internet.\n')
    io.stdout(report || `${paint.green('✓')} ${counted(upstreams.length, 'upstream')}: nothing newer, nothing wrong\n`)
  }
  return findings.some(({ severity }) => severity === 'error') ? ExitCode.failed : ExitCode.ok
}

async function verify(
  upstreams: readonly Upstream[],
  { releases, advisories = 'https://api.osv.dev/v1/query', http = {} }: RunUpstreamsOptions,
  io: Io,
): Promise<Finding[]> {
  const github = { apiUrl: 'https://api.github.com', token: process.env.GITHUB_TOKEN, ...releases }
  let done = 0
  return verifyUpstreams(
    upstreams,
    {
      releases: releaseClient(github),
      releaseHost: new URL(github.apiUrl).host,
      advisories: new URL(advisories),
      registries: new RegistryClient(http),
      http,
    },
    (name) => {
      done += 1
      io.stderr(`[${done}/${upstreams.length}] ${name}\n`)
    },
  )
}

/** One upstream as `--format json` prints it. */
function describe({ name, version, released, repository, chart, images = {} }: Upstream, today: string) {
  return {
    name,
    version,
    released: released ?? null,
    ageDays: released ? ageInDays(released, today) : null,
    repository: `https://github.com/${repository}`,
    chart: chart ? { repository: chart.repository, name: chart.name, version: chart.version } : null,
    images: Object.values(images).map(({ reference }) => reference),
  }
}

function list(upstreams: readonly Upstream[], today: string): string {
  const rows = upstreams.map(({ name, version, released, chart, images = {} }) => {
    const count = Object.keys(images).length
    return [
      name,
      version,
      released ? counted(ageInDays(released, today), 'day') : 'age unknown',
      chart ? `chart ${chart.version}` : '',
      count > 0 ? counted(count, 'image') : '',
    ]
  })
  return `${table(rows, [2]).join('\n')}\n`
}

/** Days from one day to another, both as `2026-08-12`, in UTC. */
function ageInDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
