import type { Exposure } from './cluster-tree.ts'

/** Host -> address of one family, by host: the records that pods and the LAN need. */
export function hostRecords(exposures: readonly Exposure[], family: 4 | 6 = 4): Readonly<Record<string, string>> {
  const hosts = exposures.flatMap(({ host, address, address6 }) => {
    const own = family === 4 ? address : address6
    return own === undefined ? [] : [[host, own] as const]
  })
  return Object.fromEntries(hosts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
