import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { nodesOf, type Placed, placed } from '../draft.ts'
import { normaliseMac } from '../mac.ts'
import { duplicates, quote } from '../problem.ts'

const invalid = defineRule('mac-invalid', 'error', {
  title: 'a MAC address is malformed',
  why: 'The board could not be told from the others.',
  remedy: 'Write it like "2c:cf:67:12:34:56".',
})

const multicast = defineRule('mac-multicast', 'error', {
  title: 'a MAC address is a multicast address',
  why: 'No device has such an address.',
  remedy: 'Write down the address printed on this board.',
})

const duplicate = defineRule('mac-duplicate', 'error', {
  title: 'two machines or interfaces have one MAC address',
  why: 'The netboot server could not tell the boards apart.',
  remedy: 'Write down the address printed on this board.',
})

/** A MAC address identifies a machine on which no system runs yet. */
export const checkMacs: DefinitionCheck = {
  rules: [invalid, multicast, duplicate],
  run(draft) {
    const nodes = nodesOf(draft)
    const all: Placed<{ readonly mac?: string | undefined }>[] = [
      ...nodes,
      ...nodes.flatMap(({ value, path }) => placed(value.interfaces, `${path}.interfaces`)),
      ...placed(draft.machines, 'machines'),
    ]
    return [
      ...all.flatMap(({ value, path }) => checkMac(value.mac, `${path}.mac`)),
      ...duplicates(
        all,
        ({ value }) => normaliseMac(value.mac),
        ({ value, path }, earlier) => {
          const message = `${quote(value.mac)} is the MAC address of ${earlier.path} already (${quote(earlier.value.mac)})`
          return duplicate.problem(`${path}.mac`, message)
        },
      ),
    ]
  },
}

function checkMac(text: string | undefined, path: string): Problem[] {
  if (text === undefined) return []
  const mac = normaliseMac(text)
  if (!mac || /^[0:]+$/.test(mac)) {
    const message = `${quote(text)} is not a MAC address; allowed are six pairs of hexadecimal digits`
    return [invalid.problem(path, message)]
  }
  // Bit 0 of the first octet: IEEE 802's individual/group bit.
  if (Number.parseInt(mac.slice(0, 2), 16) % 2 === 0) return []
  const message = `${quote(text)} is a multicast address: its first octet is odd; allowed is the address of one device`
  return [multicast.problem(path, message)]
}
