import { genericMachines } from './generic.ts'
import type { Hardware, HardwareFacts, MachineSize } from './hardware.ts'
import type { HardwareModel } from './model.ts'
import { modelOf } from './model-of.ts'
import { odroids } from './odroid.ts'
import { raspberryPis } from './raspberry-pi.ts'
import { rocks } from './rock.ts'

/** All hardware that a definition can name. */
const hardwareCatalogue = {
  ...raspberryPis,
  ...odroids,
  ...rocks,
  ...genericMachines,
} as const satisfies Record<string, HardwareFacts>

/** Id of a kind of hardware, e.g. `raspberry-pi-5-8gb`. */
export type HardwareId = keyof typeof hardwareCatalogue

export const hardwareIds = Object.keys(hardwareCatalogue) as [HardwareId, ...HardwareId[]]

/** What is true of every machine of the kind `id`. */
export function hardwareOf(id: HardwareId): Hardware {
  return { id, ...hardwareCatalogue[id] }
}

/** The machine behind `id`; `size` gives what the catalogue does not know; the rest of it is ignored. */
export function hardwareModel(id: HardwareId, size?: Partial<MachineSize>): HardwareModel {
  return modelOf(hardwareOf(id), size)
}
