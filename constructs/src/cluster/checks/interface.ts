import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('interface-invalid', 'error', {
  title: '`network.interface` is not the name of an interface',
  why: 'Linux has no such interface names.',
  remedy: 'Use the name that "ip link" shows, e.g. "eth0".',
})

/** The interface that carries virtual addresses is one that Linux can have. */
export const checkInterface: DefinitionCheck = {
  rules: [invalid],
  run({ network }) {
    const name = network?.interface
    // IFNAMSIZ is 16, one of which ends the text.
    if (name === undefined || /^[^\s/:]{1,15}$/.test(name)) return []
    const message = `${quote(name)} is not the name of a network interface; allowed are 1 to 15 characters without spaces, / and :`
    return [invalid.problem('network.interface', message)]
  },
}
