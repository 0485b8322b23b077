import type { Exposure } from './cluster-tree.ts'

/** Host -> address, by host: the records that pods and the LAN need. */
export function hostRecords(exposures: readonly Exposure[]): Readonly<Record<string, string>> {
  const hosts = exposures.map(({ host, address }) => [host, address] as const)
  return Object.fromEntries(hosts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
