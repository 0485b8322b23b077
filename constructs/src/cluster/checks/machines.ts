import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, nodesOf, placed } from '../draft.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { duplicates, quote } from '../problem.ts'
import { suggest } from '../suggest.ts'

const invalid = defineRule('machine-name-invalid', 'error', {
  title: 'the name of a machine outside the cluster is not a DNS label',
  why: 'Apps and people refer to it by this name.',
  remedy: 'Write it like "nas".',
})

const duplicate = defineRule('machine-name-duplicate', 'error', {
  title: 'a machine outside the cluster has the name of a node or of another machine',
  why: 'Nodes and machines share one LAN: nobody could tell the two apart.',
  remedy: 'Give it a name of its own.',
})

const unknownHost = defineRule('host-unknown', 'error', {
  title: 'the `host` of a virtual machine is not among the hypervisors that the definition lists',
  why: 'The definition lists its hypervisors, so another host is a typing mistake, and the plan would take away the wrong nodes.',
  remedy: 'Take the name of a hypervisor, or list the machine.',
})

/** Machines outside the cluster have names of their own, and virtual machines run on one that is known. */
export const checkMachines: DefinitionCheck = {
  rules: [invalid, duplicate, unknownHost],
  run(draft) {
    const machines = placed(draft.machines, 'machines')
    return [
      ...machines.flatMap(({ value: { name }, path }) => {
        if (name === undefined || isDnsLabel(name)) return []
        const fixed = toDnsLabel(name)
        const message = `${quote(name)} is not a DNS label; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`
        return [invalid.problem(`${path}.name`, message, fixed && `Write "${fixed}".`)]
      }),
      ...duplicates(
        [...nodesOf(draft), ...machines],
        ({ value }) => value.name?.toLowerCase(),
        ({ value, path }, earlier) => {
          const message = `${quote(value.name)} is the name of ${earlier.path} already`
          return duplicate.problem(`${path}.name`, message)
        },
        // The check of node names reports two nodes with one name.
      ).filter(({ path }) => path.startsWith('machines')),
      ...checkHosts(draft),
    ]
  },
}

/** An owner who lists hypervisors lists all of them: any other host is a typing mistake. */
function checkHosts(draft: Draft): Problem[] {
  const machines = placed(draft.machines, 'machines')
  const hypervisors = machines.filter(({ value }) => value.role === 'hypervisor')
  // A machine that could not be read may be the host.
  if (hypervisors.length === 0 || machines.length !== draft.machines?.length) return []
  const names = [...hypervisors, ...nodesOf(draft)].flatMap(({ value }) => value.name ?? [])
  return nodesOf(draft).flatMap(({ value: { host }, path }) => {
    if (host === undefined || !isDnsLabel(host) || names.includes(host)) return []
    const other = machines.find(({ value }) => value.name === host)
    const hint = suggest(host, names)
    const message = other
      ? `${quote(host)} is of role ${quote(other.value.role)}, which runs no virtual machines`
      : `${quote(host)} is neither a hypervisor of machines nor a node`
    const known = `Known are ${names.join(', ')}.`
    return [unknownHost.problem(`${path}.host`, message, hint && !other ? `Did you mean ${quote(hint)}?` : known)]
  })
}
