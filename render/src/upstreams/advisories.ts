import { isRecord } from '@ainur/constructs/is-record'
import { clean, compare, gt } from 'semver'
import { fetchWithRetry } from '../images/registry/fetch-with-retry.ts'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'

/** A known weakness of a version. */
export interface Advisory {
  readonly id: string
  /** Other names of it: `CVE-2026-1234`. */
  readonly aliases: readonly string[]
  readonly summary: string
  /** The first later version without it. */
  readonly fixedIn?: string
}

/**
 * The advisories that a version of a Go module is affected by, each once.
 *
 * @throws {RegistryError}
 * @see https://google.github.io/osv.dev/post-v1-query/
 */
export async function advisoriesOf(
  goModule: string,
  version: string,
  url: URL,
  options: RegistryOptions,
): Promise<Advisory[]> {
  const found: Record<string, unknown>[] = []
  let pageToken: unknown
  do {
    const query = {
      package: { ecosystem: 'Go', name: goModule },
      version: version.replace(/^v/, ''),
      ...(pageToken ? { page_token: pageToken } : {}),
    }
    const headers = { 'content-type': 'application/json' }
    const response = await fetchWithRetry(url, headers, options, JSON.stringify(query))
    if (!response.ok) throw new RegistryError('invalid', `${url}: HTTP ${response.status}`)
    const answer: unknown = await response.json().catch(() => undefined)
    if (!isRecord(answer)) throw new RegistryError('invalid', `${url} answered without an object`)
    found.push(...(Array.isArray(answer.vulns) ? answer.vulns.filter(isRecord) : []))
    pageToken = answer.next_page_token
  } while (pageToken)
  return once(found.map((each) => advisory(each, goModule, version)))
}

function advisory(raw: Record<string, unknown>, goModule: string, version: string): Advisory {
  const fixedIn = fixesOf(raw, goModule)
    .filter((fix) => gt(fix, clean(version) ?? '0.0.0'))
    .sort(compare)[0]
  return {
    id: String(raw.id),
    aliases: Array.isArray(raw.aliases) ? raw.aliases.map(String) : [],
    summary: typeof raw.summary === 'string' ? raw.summary : '',
    ...(fixedIn && { fixedIn: `v${fixedIn}` }),
  }
}

function fixesOf({ affected }: Record<string, unknown>, goModule: string): string[] {
  const ofModule = records(affected).filter((each) => isRecord(each.package) && each.package.name === goModule)
  const events = ofModule.flatMap(({ ranges }) => records(ranges)).flatMap((range) => records(range.events))
  return events.flatMap(({ fixed }) => (typeof fixed === 'string' ? (clean(fixed) ?? []) : []))
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** Two databases may list the same weakness under two names, each with the other's among its aliases. */
function once(advisories: readonly Advisory[]): Advisory[] {
  const known = new Set<string>()
  return advisories.filter(({ id, aliases }) => {
    const isNew = ![id, ...aliases].some((name) => known.has(name))
    for (const name of [id, ...aliases]) known.add(name)
    return isNew
  })
}
