import { type Draft, nodesOf, placed } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { isCapability } from '../names.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const invalid = errorRule('capability-invalid')
const noPoe = warningRule('poe-unsupported')
const derived = warningRule('capability-derived')

/** Words that follow from disks, power and boot medium. */
const derivedWords = ['sd', 'emmc', 'nvme', 'ssd', 'hdd', 'usb', 'virtual', 'poe', 'netboot', 'storage']

/** A capability becomes a label, and is true. */
export function checkCapabilities(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap(({ value, path }) => [
    ...checkPoe(value, path),
    ...placed(value.capabilities, `${path}.capabilities`).flatMap((word) => checkWord(word.value, word.path)),
  ])
}

function checkPoe(
  { poe, hardware }: { poe?: boolean; hardware?: Parameters<typeof hardwareModel>[0] },
  path: string,
): Problem[] {
  if (!poe || !hardware || hardwareModel(hardware).poe !== 'none') return []
  const message = `true was given, but ${hardware} takes no power over Ethernet by itself`
  return [noPoe(`${path}.poe`, message, 'Remove it, unless a splitter feeds the machine.')]
}

function checkWord(word: string, path: string): Problem[] {
  if (!isCapability(word)) {
    const message = `${quote(word)} cannot become a label; allowed are at most 63 of a-z, 0-9 and -`
    return [invalid(path, message, 'Write one word, e.g. "zigbee-stick".')]
  }
  if (!derivedWords.includes(word)) return []
  const message = `${quote(word)} follows from the node's disks, power and boot medium; said here it holds even where it is not true`
  return [derived(path, message, 'Remove it, and describe the hardware instead.')]
}
