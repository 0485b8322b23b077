/** How long an answer may be kept, in seconds: short, so that a moved address is found again within a minute. */
const ttlSeconds = 60

/**
 * Configuration of a CoreDNS that is the cluster's own: what kubeadm gives it, and the block of the lab's names.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/cmd/kubeadm/app/phases/addons/dns/manifests.go
 */
export function corefile(labBlock: string | undefined): string {
  const lines = [
    '.:53 {',
    '    errors',
    '    health {',
    '        lameduck 5s',
    '    }',
    '    ready',
    '    kubernetes cluster.local in-addr.arpa ip6.arpa {',
    '        pods insecure',
    '        fallthrough in-addr.arpa ip6.arpa',
    '        ttl 30',
    '    }',
    '    prometheus :9153',
    '    forward . /etc/resolv.conf {',
    '        max_concurrent 1000',
    '    }',
    '    cache 30 {',
    '        disable success cluster.local',
    '        disable denial cluster.local',
    '    }',
    '    loop',
    '    reload',
    '    loadbalance',
    '}',
  ]
  return `${lines.join('\n')}\n${labBlock ?? ''}`
}

/**
 * A CoreDNS server block for the lab's names: exposed hosts get their address, everything else below the zones goes to the
 * node's own resolver.
 *
 * It is a block of its own, because the `hosts` plugin may occur only once in a block and k3s uses it for the names of
 * nodes.
 *
 * @param zones DNS zones that the block answers for.
 * @param records host -> address, of each family.
 * @see https://coredns.io/plugins/hosts/
 */
export function serverBlock(zones: readonly string[], records: readonly Readonly<Record<string, string>>[]): string {
  return `${[
    `${zones.map((zone) => `${zone}:53`).join(' ')} {`,
    '    errors',
    '    hosts {',
    ...records
      .flatMap((each) => Object.entries(hostsByAddress(each)))
      .map(([address, hosts]) => `        ${address} ${hosts.join(' ')}`),
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
