import { contains, overlap, parseAddress, parseSubnet } from '../addresses.ts'
import { type Draft, type NodeDraft, nodesOf, type Partly, type Placed, placed } from '../draft.ts'
import type { NodeInterface } from '../node-types.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const unnamed = errorRule('interface-unidentified')
const duplicate = errorRule('interface-duplicate')
const invalid = errorRule('interface-name-invalid')
const subnetInvalid = errorRule('interface-subnet-invalid')
const outside = errorRule('interface-address-outside-subnet')
const overlapping = warningRule('interface-subnet-overlaps')

/** Further interfaces of nodes can be found on the machine, and lead into networks of their own. */
export function checkInterfaces(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap((node) =>
    interfacesOf(node).flatMap((each, index) => checkOne(each, index, node, draft)),
  )
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
    problems.push(unnamed(path, message, 'Add its MAC address, which stays when cables move.'))
  }
  if (value.name !== undefined && !/^[^\s/:]{1,15}$/.test(value.name)) {
    const message = `${quote(value.name)} is no name of an interface; allowed are at most 15 characters without space, / and :`
    problems.push(invalid(`${path}.name`, message, 'Write what "ip link" shows, e.g. "eth1".'))
  }
  const earlier = interfacesOf(node).slice(0, index)
  const same = earlier.find((other) => value.name !== undefined && other.value.name === value.name)
  if (same) {
    const message = `${quote(value.name)} is the name of ${same.path} already`
    problems.push(duplicate(`${path}.name`, message, 'Give each interface once.'))
  }
  return [...problems, ...checkSubnet(value, path, draft)]
}

function checkSubnet({ subnet: text, address }: Partly<NodeInterface>, path: string, draft: Draft): Problem[] {
  if (text === undefined) return []
  const subnet = parseSubnet(text)
  if (!subnet || subnet.cidr !== text) {
    const remedy = subnet ? `Write "${subnet.cidr}".` : 'Write it like "10.0.10.0/24".'
    return [subnetInvalid(`${path}.subnet`, `${quote(text)} is no network in CIDR notation`, remedy)]
  }
  const parsed = parseAddress(address)
  if (parsed && !contains(subnet, parsed)) {
    const message = `${quote(address)} lies outside the subnet ${text} of this interface`
    return [outside(`${path}.address`, message, `Give it an address of ${text}, or correct its subnet.`)]
  }
  const lan = parseSubnet(draft.network?.subnet)
  if (!lan || !overlap(lan, subnet)) return []
  const message = `${quote(text)} overlaps network.subnet: two interfaces in one network answer for each other's addresses`
  return [overlapping(`${path}.subnet`, message, 'Use a network of its own, or bond the two into one interface.')]
}
