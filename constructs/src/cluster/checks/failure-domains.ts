import { type Draft, type NodeDraft, nodesOf, type Placed } from '../draft.ts'
import { domainLabel } from '../failure-domains.ts'
import { isDnsLabel, isLabelValue, toDnsLabel } from '../names.ts'
import { formatPath } from '../path.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const invalid = errorRule('failure-domain-invalid')
const hostInvalid = errorRule('host-invalid')
const notVirtual = errorRule('host-not-virtual')
const serversTogether = warningRule('servers-share-domain')

/** What nodes depend on is named such that it can be a label, and does not hold too many of the servers. */
export function checkFailureDomains(draft: Draft): Problem[] {
  const nodes = nodesOf(draft)
  return [...nodes.flatMap((node) => [...checkHost(node), ...checkDomains(node)]), ...checkServers(draft)]
}

function checkHost({ value: { name, host, hardware }, path }: Placed<NodeDraft>): Problem[] {
  if (host === undefined) return []
  const at = `${path}.host`
  if (!isDnsLabel(host)) {
    const fixed = toDnsLabel(host)
    const message = `${quote(host)} is no name of a machine; allowed are at most 63 of a-z, 0-9 and -`
    return [hostInvalid(at, message, fixed ? `Write "${fixed}".` : 'Write it like "pve1".')]
  }
  if (host === name) {
    return [hostInvalid(at, `${quote(host)} is the node itself`, 'Name the machine that the hypervisor runs on.')]
  }
  if (hardware === undefined || hardware === 'virtual-machine') return []
  const message = `${quote(host)} was given, but ${hardware} is no virtual machine and runs on no other`
  return [notVirtual(at, message, 'Use hardware "virtual-machine"; for what else it depends on, failureDomains.')]
}

function checkDomains({ value: { failureDomains, labels }, path }: Placed<NodeDraft>): Problem[] {
  return Object.entries(failureDomains ?? {}).flatMap(([kind, name]) => {
    const at = path + formatPath(['x', 'failureDomains', kind]).slice(1)
    if (kind === 'host') {
      return [invalid(at, '"host" has a setting of its own', 'Write host at the node, beside failureDomains.')]
    }
    if (!isDnsLabel(kind)) {
      const message = `${quote(kind)} cannot become a label; allowed are at most 63 of a-z, 0-9 and -`
      return [invalid(at, message, 'Write one word, e.g. "switch".')]
    }
    if (name !== undefined && (name === '' || !isLabelValue(name))) {
      const message = `${quote(name)} is no label value; allowed are up to 63 letters, digits, -, _ and .`
      return [invalid(at, message, 'Write it like "sw1".')]
    }
    if (labels?.[domainLabel(kind)] === undefined) return []
    const message = `${quote(name)} was given, but labels says ${domainLabel(kind)} too`
    return [invalid(at, message, `Remove the label: it follows from ${kind}.`)]
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
    return [
      serversTogether('nodes', message, 'Spread the servers, so that each thing carries fewer than half of them.'),
    ]
  })
}
