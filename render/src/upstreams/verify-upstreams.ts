import { type Finding, ownObject } from '@ainur/constructs/finding'
import { parseImageReference, registryLocation } from '@ainur/constructs/image-reference'
import type { Upstream, UpstreamImage } from '@ainur/constructs/upstream'
import { chartEntries } from '../charts/chart-index.ts'
import { mapConcurrently } from '../images/map-concurrently.ts'
import type { RegistryClient } from '../images/registry/registry-client.ts'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'
import { resolveImage } from '../images/registry/resolve-image.ts'
import { imageGone, imagePlatformsWrong } from '../images/verify-images.ts'
import { advisoriesOf } from './advisories.ts'
import { newerVersions } from './newer-versions.ts'
import type { ReleasesOf } from './releases.ts'
import { UnreachableHosts } from './unreachable-hosts.ts'
import { upstreamAdvisory, upstreamGone, upstreamNewer, upstreamReleased } from './upstream-rules.ts'

export interface UpstreamSources {
  readonly releases: ReleasesOf
  /** Host that `releases` asks, for messages. */
  readonly releaseHost: string
  /** Address of the query of advisories. */
  readonly advisories: URL
  readonly registries: RegistryClient
  /** How chart repositories and the advisories are reached. */
  readonly http: RegistryOptions
}

/** How many upstreams are asked about at a time. */
const concurrency = 4

/**
 * Compares records with what release feeds, chart repositories, registries and the advisory database say.
 *
 * A host that does not answer is one finding, and everything else is compared.
 */
export async function verifyUpstreams(
  upstreams: readonly Upstream[],
  sources: UpstreamSources,
  onProgress: (name: string) => void = () => {},
): Promise<Finding[]> {
  const hosts = new UnreachableHosts()
  const found = await mapConcurrently(upstreams, concurrency, async (upstream) => {
    const findings = [
      ...(await verifyRelease(upstream, sources, hosts)),
      ...(await verifyChart(upstream, sources, hosts)),
      ...(await verifyAdvisories(upstream, sources, hosts)),
      ...(await verifyImages(upstream, sources, hosts)),
    ]
    onProgress(upstream.name)
    return findings
  })
  return [...found.flat(), ...hosts.findings]
}

async function verifyRelease(
  { name, version, released, repository }: Upstream,
  { releases, releaseHost }: UpstreamSources,
  hosts: UnreachableHosts,
): Promise<Finding[]> {
  const object = ownObject('Upstream', name)
  try {
    const known = await hosts.ask({ host: releaseHost, about: 'releases', name }, () => releases(repository, version))
    if (!known) return []
    const pinned = known.find(({ tag }) => tag === version)
    if (!pinned) return [upstreamGone.finding(object, 'version', `${repository} has no release ${version}`)]
    const stable = known.filter(({ prerelease }) => !prerelease)
    const dayOf = (wanted: string) => stable.find(({ tag }) => tag === wanted)?.day
    return [
      ...newer(
        'version',
        name,
        version,
        stable.map(({ tag }) => tag),
        (tag) => ` of ${dayOf(tag)}`,
      ),
      ...(pinned.day && pinned.day !== released
        ? [
            upstreamReleased.finding(
              object,
              'released',
              `${released ?? 'no day'} given, ${version} is of ${pinned.day}`,
            ),
          ]
        : []),
    ]
  } catch (error) {
    return [upstreamGone.finding(object, 'repository', messageOf(error))]
  }
}

async function verifyChart({ name, chart }: Upstream, { http }: UpstreamSources, hosts: UnreachableHosts) {
  if (!chart) return []
  const { repository, name: chartName, version } = chart
  try {
    const entries = await hosts.ask({ host: new URL(repository).host, about: 'charts', name }, () =>
      chartEntries(repository, chartName, http),
    )
    if (!entries) return []
    const versions = entries.map((entry) => String(entry.version))
    if (versions.includes(version)) return newer('chart.version', name, version, versions)
    const message = `${repository} has no version ${version} of ${chartName}`
    return [upstreamGone.finding(ownObject('Upstream', name), 'chart.version', message)]
  } catch (error) {
    return [upstreamGone.finding(ownObject('Upstream', name), 'chart', messageOf(error))]
  }
}

function newer(
  path: string,
  name: string,
  pinned: string,
  versions: readonly string[],
  detail: (version: string) => string = () => '',
): Finding[] {
  return newerVersions(pinned, versions).map(({ version, step }) =>
    upstreamNewer.finding(
      ownObject('Upstream', name),
      path,
      `${pinned} is pinned; there is ${version}${detail(version)} (${step})`,
      undefined,
      step === 'patch' ? 'warning' : 'info',
    ),
  )
}

async function verifyAdvisories(
  { name, goModule, version }: Upstream,
  { advisories: url, http }: UpstreamSources,
  hosts: UnreachableHosts,
): Promise<Finding[]> {
  if (!goModule) return []
  const found = await hosts.ask({ host: url.host, about: 'advisories', name }, () =>
    advisoriesOf(goModule, version, url, http),
  )
  return (found ?? []).map(({ id, aliases, summary, fixedIn }) => {
    const names = [id, ...aliases].join(', ')
    const remedy = fixedIn ? `raise it to ${fixedIn} or later` : undefined
    const message = `${version} is affected by ${names}${summary ? `: ${summary}` : ''}`
    return upstreamAdvisory.finding(ownObject('Upstream', name), 'version', message, remedy)
  })
}

async function verifyImages(
  { name, images = {} }: Upstream,
  sources: UpstreamSources,
  hosts: UnreachableHosts,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [part, image] of Object.entries(images)) {
    findings.push(...(await verifyImage(name, part, image, sources, hosts)))
  }
  return findings
}

async function verifyImage(
  name: string,
  part: string,
  { reference, platforms }: UpstreamImage,
  { registries }: UpstreamSources,
  hosts: UnreachableHosts,
): Promise<Finding[]> {
  const object = ownObject('Upstream', name)
  const { host } = registryLocation(parseImageReference(reference).repository)
  try {
    const found = await hosts.ask({ host, about: 'images', name: `${name} (${part})` }, () =>
      resolveImage(registries, reference),
    )
    if (!found || [...platforms].sort().join() === found.platforms.join()) return []
    const message = `${platforms.join(', ')} given; the registry has ${found.platforms.join(', ')}`
    return [
      imagePlatformsWrong.finding(object, `images.${part}.platforms`, message, 'correct the record of the upstream'),
    ]
  } catch (error) {
    return [imageGone.finding(object, `images.${part}`, messageOf(error))]
  }
}

/** The message of a registry's error. Any other error is a defect of ours, and is thrown on. */
function messageOf(error: unknown): string {
  if (!(error instanceof RegistryError)) throw error
  return error.message
}
