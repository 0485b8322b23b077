import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('interface-invalid')

/** The interface that carries virtual addresses is one that Linux can have. */
export function checkInterface({ network }: Draft): Problem[] {
  const name = network?.interface
  // IFNAMSIZ is 16, one of which ends the text.
  if (name === undefined || /^[^\s/:]{1,15}$/.test(name)) return []
  const message = `${quote(name)} is not a name of a network interface; allowed are 1 to 15 characters without spaces, / and :`
  return [invalid('network.interface', message, 'Use the name that "ip link" shows, e.g. "eth0".')]
}
