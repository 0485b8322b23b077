import { defineRule, type Problem } from '../../finding/rule.ts'
import { bootOf, bootsFrom } from '../boot.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { quote } from '../problem.ts'

const noMac = defineRule('netboot-without-mac', 'error', {
  title: 'a node boots from the network and has no `mac`',
  why: 'The netboot server knows boards by their MAC address.',
  remedy: 'Add the address printed on the board.',
})

const cannotNetboot = defineRule('netboot-unsupported', 'error', {
  title: 'a node boots from the network, and its hardware cannot do so here',
  why: 'Only Pis whose boot EEPROM can be told a server boot from the network here.',
  remedy: 'Boot it from a disk.',
})

const mismatch = defineRule('boot-medium-mismatch', 'error', {
  title: '`boot` is another medium than the os disk',
  why: 'The node would not find its system.',
  remedy: 'Remove it: the os disk says what the node boots from.',
})

const lacking = defineRule('boot-medium-unsupported', 'error', {
  title: 'the hardware does not have the medium in `boot`',
  why: 'The node could not start.',
  remedy: 'Boot from what the hardware has.',
})

/** A node can start from what it is said to start from. */
export const checkBoot: DefinitionCheck = {
  rules: [noMac, cannotNetboot, mismatch, lacking],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) =>
      bootOf(value) === 'netboot' ? checkNetboot(value, path) : checkMedium(value, path),
    )
  },
}

function checkNetboot(node: NodeDraft, path: string): Problem[] {
  const problems: Problem[] = []
  if (node.hardware && !hardwareModel(node.hardware).netboot) {
    const message = `"netboot" was given, but ${node.hardware} cannot: only Raspberry Pis from the 4 on boot from the network, as their boot EEPROM can be told a server`
    return [cannotNetboot.problem(`${path}.boot`, message)]
  }
  if (!('mac' in node)) {
    const message = `nothing was given, but the netboot server knows node ${quote(node.name)} only by its MAC address`
    problems.push(noMac.problem(`${path}.mac`, message))
  }
  return problems
}

function checkMedium(node: NodeDraft, path: string): Problem[] {
  const { boot, hardware } = node
  if (boot === undefined || hardware === undefined) return []
  const model = hardwareModel(hardware)
  const kinds = model.diskKinds.filter((kind) => bootsFrom(boot, kind))
  if (kinds.length === 0) {
    const message = `${quote(boot)} was given, but ${hardware} has no such medium; it has ${model.diskKinds.join(', ')}`
    return [lacking.problem(`${path}.boot`, message)]
  }
  const os = node.disks?.find((disk) => disk?.purpose === 'os')
  if (!os?.kind || bootsFrom(boot, os.kind)) return []
  const message = `${quote(boot)} was given, but the os disk is of kind ${quote(os.kind)}`
  return [mismatch.problem(`${path}.boot`, message)]
}
