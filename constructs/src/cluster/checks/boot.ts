import { bootOf, bootsFrom } from '../boot.ts'
import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const noMac = errorRule('netboot-without-mac')
const cannotNetboot = errorRule('netboot-unsupported')
const mismatch = errorRule('boot-medium-mismatch')
const lacking = errorRule('boot-medium-unsupported')

/** A node can start from what it is said to start from. */
export function checkBoot(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap(({ value, path }) =>
    bootOf(value) === 'netboot' ? checkNetboot(value, path) : checkMedium(value, path),
  )
}

function checkNetboot(node: NodeDraft, path: string): Problem[] {
  const problems: Problem[] = []
  if (node.hardware && !hardwareModel(node.hardware).netboot) {
    const message = `"netboot" was given, but ${node.hardware} cannot: only Raspberry Pis from the 4 on boot from the network, as their boot EEPROM can be told a server`
    return [cannotNetboot(`${path}.boot`, message, 'Boot it from a disk.')]
  }
  if (!('mac' in node)) {
    const message = `nothing was given, but the netboot server knows node ${quote(node.name)} only by its MAC address`
    problems.push(noMac(`${path}.mac`, message, 'Add the address printed on the board.'))
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
    return [lacking(`${path}.boot`, message, 'Boot from what the hardware has.')]
  }
  const os = node.disks?.find((disk) => disk?.purpose === 'os')
  if (!os?.kind || bootsFrom(boot, os.kind)) return []
  const message = `${quote(boot)} was given, but the os disk is of kind ${quote(os.kind)}`
  return [mismatch(`${path}.boot`, message, 'Remove it: the os disk says what the node boots from.')]
}
