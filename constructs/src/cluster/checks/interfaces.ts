import { defineRule, type Problem } from '../../finding/rule.ts'
import { contains, overlap, parseAddress, parseSubnet } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, type NodeDraft, nodesOf, type Partly, type Placed, placed } from '../draft.ts'
import type { NodeInterface } from '../node-types.ts'
import { quote } from '../problem.ts'

const unnamed = defineRule('interface-unidentified', 'error', {
  title: 'a further interface of a node has neither a name nor a MAC address',
  why: 'Nobody could tell which interface is meant.',
  remedy: 'Add its MAC address, which stays when cables move.',
})

const duplicate = defineRule('interface-duplicate', 'error', {
  title: 'a node lists an interface twice',
  why: 'One of the two would be ignored.',
  remedy: 'Give each interface once.',
})

const invalid = defineRule('interface-name-invalid', 'error', {
  title: 'the name of a further interface is not one that Linux has',
  why: 'Nobody would find it on the node.',
  remedy: 'Write what "ip link" shows, e.g. "eth1".',
})

const subnetInvalid = defineRule('interface-subnet-invalid', 'error', {
  title: 'the subnet of a further interface is not a network in CIDR notation',
  why: 'Nobody could tell which addresses belong to it.',
  remedy: 'Write it like "10.0.10.0/24".',
})

const outside = defineRule('interface-address-outside-subnet', 'error', {
  title: 'the address of a further interface lies outside its subnet',
  why: 'Nobody in that network could reach it.',
  remedy: 'Correct the address or the subnet.',
})

const overlapping = defineRule('interface-subnet-overlaps', 'warning', {
  title: 'the subnet of a further interface overlaps the LAN of the nodes',
  why: "Two interfaces in one network answer for each other's addresses.",
  remedy: 'Use a network of its own, or bond the two into one interface.',
})

/** Further interfaces of nodes can be found on the machine, and lead into networks of their own. */
export const checkInterfaces: DefinitionCheck = {
  rules: [unnamed, duplicate, invalid, subnetInvalid, outside, overlapping],
  run(draft) {
    return nodesOf(draft).flatMap((node) =>
      interfacesOf(node).flatMap((each, index) => checkOne(each, index, node, draft)),
    )
  },
}

function interfacesOf({ value, path }: Placed<NodeDraft>): Placed<Partly<NodeInterface>>[] {
  return placed(value.interfaces, `${path}.interfaces`)
}

function checkOne(
  { value, path }: Placed<Partly<NodeInterface>>,
  index: number,
  node: Placed<NodeDraft>,
  draft: Draft,
): Problem[] {
  const problems: Problem[] = []
  if (!('name' in value) && !('mac' in value)) {
    const message = 'neither name nor mac was given; one of them tells which interface it is'
    problems.push(unnamed.problem(path, message))
  }
  if (value.name !== undefined && !/^[^\s/:]{1,15}$/.test(value.name)) {
    const message = `${quote(value.name)} is not a name of an interface; allowed are at most 15 characters without space, / and :`
    problems.push(invalid.problem(`${path}.name`, message))
  }
  const earlier = interfacesOf(node).slice(0, index)
  const same = earlier.find((other) => value.name !== undefined && other.value.name === value.name)
  if (same) {
    const message = `${quote(value.name)} is the name of ${same.path} already`
    problems.push(duplicate.problem(`${path}.name`, message))
  }
  return [...problems, ...checkSubnet(value, path, draft)]
}

function checkSubnet({ subnet: text, address }: Partly<NodeInterface>, path: string, draft: Draft): Problem[] {
  if (text === undefined) return []
  const subnet = parseSubnet(text)
  if (!subnet || subnet.cidr !== text) {
    const remedy = subnet && `Write "${subnet.cidr}".`
    return [subnetInvalid.problem(`${path}.subnet`, `${quote(text)} is not a network in CIDR notation`, remedy)]
  }
  const parsed = parseAddress(address)
  if (parsed && !contains(subnet, parsed)) {
    const message = `${quote(address)} lies outside the subnet ${text} of this interface`
    return [outside.problem(`${path}.address`, message, `Give it an address of ${text}, or correct its subnet.`)]
  }
  const lan = parseSubnet(draft.network?.subnet)
  if (!lan || !overlap(lan, subnet)) return []
  const message = `${quote(text)} overlaps network.subnet: two interfaces in one network answer for each other's addresses`
  return [overlapping.problem(`${path}.subnet`, message)]
}
