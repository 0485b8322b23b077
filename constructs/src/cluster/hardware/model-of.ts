import { agentAllocatable } from './agent-allocatable.ts'
import { gibibytes } from './gibibytes.ts'
import type { Hardware, MachineSize } from './hardware.ts'
import type { HardwareModel } from './model.ts'

/** The size of a machine whose definition lacks it, so that the other checks can go on. */
const unknownMachine: MachineSize = { architecture: 'amd64', cores: 2, memoryGB: 4 }

/** One machine of a kind: what is known of it wins over what `size` says, and that over what is assumed. */
export function modelOf(hardware: Hardware, size: Partial<MachineSize> = {}): HardwareModel {
  const { id, diskKinds, poe, known, assumed, netboot = false, raspberryPi = false } = hardware
  const machine = { ...unknownMachine, ...assumed, ...given(size), ...known }
  const { architecture, cores } = machine
  const memoryBytes = gibibytes(machine.memoryGB)
  return {
    id,
    title: Object.keys(known).length === 3 ? hardware.title : sized(hardware.title, machine),
    architecture,
    cores,
    memoryBytes,
    allocatable: agentAllocatable({ cores, memoryBytes, reservedMillis: hardware.reservedMillis }),
    diskKinds,
    poe,
    netboot,
    raspberryPi,
  }
}

function sized(title: string, { cores, memoryGB }: MachineSize): string {
  return `${title}, ${cores} cores, ${memoryGB} GB`
}

function given(size: Partial<MachineSize>): Partial<MachineSize> {
  return Object.fromEntries(Object.entries(size).filter(([, value]) => value !== undefined))
}
