import { isRecord } from '@ainur/constructs/is-record'
import { load } from 'js-yaml'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'
import { download } from './download.ts'

/** Where a Helm repository lists its charts. */
export function chartIndexAddress(repoURL: string): URL {
  return new URL('index.yaml', repoURL.endsWith('/') ? repoURL : `${repoURL}/`)
}

/**
 * What the Helm repository at `repoURL` says about the versions of a chart, newest first as Helm writes it.
 *
 * @throws {RegistryError} `not-found` if it lists no such chart
 */
export async function chartEntries(
  repoURL: string,
  chart: string,
  options: RegistryOptions,
): Promise<Record<string, unknown>[]> {
  const address = chartIndexAddress(repoURL)
  const index: unknown = load((await download(address, options)).toString('utf8'))
  const entries = isRecord(index) && isRecord(index.entries) ? index.entries[chart] : undefined
  if (!Array.isArray(entries)) throw new RegistryError('not-found', `${address} lists no chart "${chart}"`)
  return entries.filter(isRecord)
}
