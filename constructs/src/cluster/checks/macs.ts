import { type Draft, nodesOf, type Placed, placed } from '../draft.ts'
import { normaliseMac } from '../mac.ts'
import { duplicates, errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('mac-invalid')
const multicast = errorRule('mac-multicast')
const duplicate = errorRule('mac-duplicate')

/** A MAC is how a machine without a system is told from the others. */
export function checkMacs(draft: Draft): Problem[] {
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
        return duplicate(`${path}.mac`, message, 'Write down the address printed on this board.')
      },
    ),
  ]
}

function checkMac(text: string | undefined, path: string): Problem[] {
  if (text === undefined) return []
  const mac = normaliseMac(text)
  if (!mac || /^[0:]+$/.test(mac)) {
    const message = `${quote(text)} is no MAC address; allowed are six pairs of hexadecimal digits`
    return [invalid(path, message, 'Write it like "2c:cf:67:12:34:56".')]
  }
  // Bit 0 of the first octet: IEEE 802's individual/group bit.
  if (Number.parseInt(mac.slice(0, 2), 16) % 2 === 0) return []
  const message = `${quote(text)} is a multicast address: its first octet is odd; allowed is the address of one device`
  return [multicast(path, message, 'Write down the address printed on this board.')]
}
