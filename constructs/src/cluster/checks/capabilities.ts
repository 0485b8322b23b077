import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { nodesOf, placed } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { isCapability } from '../names.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('capability-invalid', 'error', {
  title: 'a capability cannot become a label',
  why: 'A capability becomes a label of the node.',
  remedy: 'Write one word, e.g. "zigbee-stick".',
})

const noPoe = defineRule('poe-unsupported', 'warning', {
  title: '`poe` is set for hardware that does not take it',
  why: 'The hardware takes power over Ethernet with a splitter at best.',
  remedy: 'Remove it, unless a splitter feeds the machine.',
})

const derived = defineRule('capability-derived', 'warning', {
  title: 'a capability follows from the hardware anyway',
  why: 'Written by hand, it would hold even where the hardware lacks it.',
  remedy: 'Remove it, and describe the hardware instead.',
})

/** Words that follow from disks, power and boot medium. */
const derivedWords = ['sd', 'emmc', 'nvme', 'ssd', 'hdd', 'usb', 'virtual', 'poe', 'netboot', 'storage']

/** A capability becomes a label, and is true. */
export const checkCapabilities: DefinitionCheck = {
  rules: [invalid, noPoe, derived],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) => [
      ...checkPoe(value, path),
      ...placed(value.capabilities, `${path}.capabilities`).flatMap((word) => checkWord(word.value, word.path)),
    ])
  },
}

function checkPoe(
  { poe, hardware }: { poe?: boolean; hardware?: Parameters<typeof hardwareModel>[0] },
  path: string,
): Problem[] {
  if (!poe || !hardware || hardwareModel(hardware).poe !== 'none') return []
  const message = `true was given, but ${hardware} takes no power over Ethernet by itself`
  return [noPoe.problem(`${path}.poe`, message)]
}

function checkWord(word: string, path: string): Problem[] {
  if (!isCapability(word)) {
    const message = `${quote(word)} cannot become a label; allowed are at most 63 of a-z, 0-9 and -`
    return [invalid.problem(path, message)]
  }
  if (!derivedWords.includes(word)) return []
  const message = `${quote(word)} follows from the node's disks, power and boot medium; said here it holds even where it is not true`
  return [derived.problem(path, message)]
}
