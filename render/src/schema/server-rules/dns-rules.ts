import { isIP } from 'node:net'
import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { dnsLabel, dnsSubdomain } from '../validate/syntax.ts'
import { breach } from './breach.ts'

/** What the kubelet writes into a pod's resolv.conf. */
const mostServers = 3

/** What the API server refuses about how a pod resolves names, and about its own. */
export function dnsRules(spec: Fields, path: Path): Problem[] {
  const servers = asMap(spec.dnsConfig).nameservers
  const list: readonly unknown[] = Array.isArray(servers) ? servers : []
  const at = [...path, 'dnsConfig', 'nameservers']
  const problems: Problem[] = []
  if (spec.dnsPolicy === 'None' && list.length === 0) {
    const message = 'no nameserver: the dnsPolicy "None" needs one'
    problems.push(breach(serverRule.dns, at, message, 'add one, or choose another dnsPolicy'))
  }
  if (list.length > mostServers) {
    problems.push(breach(serverRule.dns, at, `${list.length} nameservers: at most 3 are allowed`, 'remove some'))
  }
  for (const [index, server] of list.entries()) {
    if (typeof server !== 'string' || isIP(server)) continue
    problems.push(
      breach(serverRule.dns, [...at, index], `"${server}": only an IP address is allowed`, 'write the address'),
    )
  }
  for (const field of ['hostname', 'subdomain']) {
    const name = spec[field]
    if (typeof name !== 'string' || name === '' || !dnsLabel(name)) continue
    problems.push(
      breach(serverRule.dns, [...path, field], `"${name}": only ${dnsLabel(name)} is allowed`, 'correct it'),
    )
  }
  return [...problems, ...aliasRules(spec, path)]
}

function aliasRules(spec: Fields, path: Path): Problem[] {
  return numberedMaps(spec.hostAliases).flatMap(([index, { ip, hostnames }]) => {
    const at = [...path, 'hostAliases', index]
    const names: readonly unknown[] = Array.isArray(hostnames) ? hostnames : []
    const problems = names.flatMap((name, position) => {
      if (typeof name !== 'string' || !dnsSubdomain(name)) return []
      const message = `"${name}": only ${dnsSubdomain(name)} is allowed`
      return [breach(serverRule.dns, [...at, 'hostnames', position], message, 'correct it')]
    })
    if (typeof ip !== 'string' || isIP(ip)) return problems
    const message = `"${ip}": only an IP address is allowed`
    return [...problems, breach(serverRule.dns, [...at, 'ip'], message, 'write the address')]
  })
}
