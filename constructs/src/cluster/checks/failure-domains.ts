import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, type NodeDraft, nodesOf, type Placed } from '../draft.ts'
import { domainLabel } from '../failure-domains.ts'
import { isDnsLabel, isLabelValue, toDnsLabel } from '../names.ts'
import { formatPath } from '../path.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('failure-domain-invalid', 'error', {
  title: 'a failure domain cannot become a label, or is given twice',
  why: 'It becomes a label of the node, which has one value.',
  remedy: 'Write it like "sw1".',
})

const hostInvalid = defineRule('host-invalid', 'error', {
  title: 'the `host` of a virtual machine is not the name of a machine',
  why: 'It names no machine that a hypervisor could run on.',
  remedy: 'Write it like "pve1".',
})

const notVirtual = defineRule('host-not-virtual', 'error', {
  title: 'a node has a `host`, but is not a virtual machine',
  why: 'Only a virtual machine runs on another.',
  remedy: 'Use hardware "virtual-machine"; for what else it depends on, failureDomains.',
})

const serversTogether = defineRule('servers-share-domain', 'warning', {
  title: 'half of the servers or more depend on one host, switch or the like',
  why: 'Without that one thing too few servers are left, and the Kubernetes API stops answering.',
  remedy: 'Spread the servers, so that each thing carries fewer than half of them.',
})

/** What nodes depend on is named such that it can be a label, and does not hold too many of the servers. */
export const checkFailureDomains: DefinitionCheck = {
  rules: [invalid, hostInvalid, notVirtual, serversTogether],
  run(draft) {
    const nodes = nodesOf(draft)
    return [...nodes.flatMap((node) => [...checkHost(node), ...checkDomains(node)]), ...checkServers(draft)]
  },
}

function checkHost({ value: { name, host, hardware }, path }: Placed<NodeDraft>): Problem[] {
  if (host === undefined) return []
  const at = `${path}.host`
  if (!isDnsLabel(host)) {
    const fixed = toDnsLabel(host)
    const message = `${quote(host)} is not a name of a machine; allowed are at most 63 of a-z, 0-9 and -`
    return [hostInvalid.problem(at, message, fixed ? `Write "${fixed}".` : 'Write it like "pve1".')]
  }
  if (host === name) {
    return [
      hostInvalid.problem(at, `${quote(host)} is the node itself`, 'Name the machine that the hypervisor runs on.'),
    ]
  }
  if (hardware === undefined || hardware === 'virtual-machine') return []
  const message = `${quote(host)} was given, but ${hardware} is not a virtual machine and runs on no other`
  return [notVirtual.problem(at, message)]
}

function checkDomains({ value: { failureDomains, labels }, path }: Placed<NodeDraft>): Problem[] {
  return Object.entries(failureDomains ?? {}).flatMap(([kind, name]) => {
    const at = path + formatPath(['x', 'failureDomains', kind]).slice(1)
    if (kind === 'host') {
      return [invalid.problem(at, '"host" has a setting of its own', 'Write host at the node, beside failureDomains.')]
    }
    if (!isDnsLabel(kind)) {
      const message = `${quote(kind)} cannot become a label; allowed are at most 63 of a-z, 0-9 and -`
      return [invalid.problem(at, message, 'Write one word, e.g. "switch".')]
    }
    if (name !== undefined && (name === '' || !isLabelValue(name))) {
      const message = `${quote(name)} is not a label value; allowed are up to 63 letters, digits, -, _ and .`
      return [invalid.problem(at, message)]
    }
    if (labels?.[domainLabel(kind)] === undefined) return []
    const message = `${quote(name)} was given, but labels says ${domainLabel(kind)} too`
    return [invalid.problem(at, message, `Remove the label: it follows from ${kind}.`)]
  })
}

/** Three servers survive the loss of one: not when the same machine or switch carries two of them. */
function checkServers(draft: Draft): Problem[] {
  const servers = nodesOf(draft).filter(({ value }) => value.role === 'server')
  if (servers.length < 3) return []
  const domains = new Map<string, string[]>()
  for (const { value, path } of servers) {
    for (const [kind, name] of Object.entries({ ...value.failureDomains, host: value.host })) {
      if (name) domains.set(`${kind} ${name}`, [...(domains.get(`${kind} ${name}`) ?? []), value.name ?? path])
    }
  }
  return [...domains].flatMap(([domain, names]) => {
    if (servers.length - names.length > servers.length / 2) return []
    const message = `${names.length} of ${servers.length} servers depend on ${domain} (${names.join(', ')}): without it too few are left, and the Kubernetes API stops answering`
    return [serversTogether.problem('nodes', message)]
  })
}
