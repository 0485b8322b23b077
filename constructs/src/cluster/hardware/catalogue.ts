import { type MachineSize, miniPc, virtualMachine } from './generic.ts'
import type { HardwareModel } from './model.ts'
import { raspberryPis } from './raspberry-pi.ts'

/** Size of a mini PC whose definition does not say: the usual N100 box. */
const usualMiniPc: MachineSize = { architecture: 'amd64', cores: 4, memoryGB: 16 }
/** Stands in while a virtual machine's size is missing, so that the other checks can go on. */
const unknownMachine: MachineSize = { architecture: 'amd64', cores: 2, memoryGB: 4 }

/** All hardware that a definition can name. */
export const hardwareCatalogue = {
  ...raspberryPis,
  'mini-pc': miniPc(usualMiniPc),
  'virtual-machine': virtualMachine(unknownMachine),
} as const satisfies Record<string, HardwareModel>

/** Id of a hardware model, e.g. `raspberry-pi-5-8gb`. */
export type HardwareId = keyof typeof hardwareCatalogue

export const hardwareIds = Object.keys(hardwareCatalogue) as [HardwareId, ...HardwareId[]]

/** The model behind `id`; `size` replaces the size of the generic machines and is ignored for a fixed board. */
export function hardwareModel(id: HardwareId, size: Partial<MachineSize> = {}): HardwareModel {
  if (id === 'mini-pc') return miniPc({ ...usualMiniPc, ...given(size) })
  if (id === 'virtual-machine') return virtualMachine({ ...unknownMachine, ...given(size) })
  return hardwareCatalogue[id]
}

function given(size: Partial<MachineSize>): Partial<MachineSize> {
  return Object.fromEntries(Object.entries(size).filter(([, value]) => value !== undefined))
}
