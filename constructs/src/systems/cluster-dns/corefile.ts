/** How long an answer may be kept, in seconds: short, so that a moved address is found again within a minute. */
const ttlSeconds = 60

/**
 * A CoreDNS server block for the lab's names: exposed hosts get their address, everything else below the zones goes to the
 * node's own resolver.
 *
 * It is a block of its own rather than an override of k3s's, because the `hosts` plugin may occur only once in a block and
 * k3s uses it for the names of nodes.
 *
 * @param zones DNS zones that the block answers for.
 * @param records host -> address.
 * @see https://coredns.io/plugins/hosts/
 */
export function serverBlock(zones: readonly string[], records: Readonly<Record<string, string>>): string {
  return `${[
    `${zones.map((zone) => `${zone}:53`).join(' ')} {`,
    '    errors',
    '    hosts {',
    ...Object.entries(hostsByAddress(records)).map(([address, hosts]) => `        ${address} ${hosts.join(' ')}`),
    `        ttl ${ttlSeconds}`,
    '        fallthrough',
    '    }',
    '    forward . /etc/resolv.conf',
    '    cache 30',
    '    loadbalance',
    '}',
  ].join('\n')}\n`
}

function hostsByAddress(records: Readonly<Record<string, string>>): Record<string, string[]> {
  const groups: Record<string, string[]> = {}
  for (const host of Object.keys(records).sort()) {
    const address = records[host] as string
    groups[address] = [...(groups[address] ?? []), host]
  }
  return groups
}
