import type { Architecture, DiskKind } from '../node-types.ts'
import { agentAllocatable } from './agent-allocatable.ts'
import { gibibytes } from './gibibytes.ts'
import type { HardwareModel } from './model.ts'

/** What a definition says about a machine that the catalogue cannot know. */
export interface MachineSize {
  readonly architecture: Architecture
  readonly cores: number
  /** Memory in GiB. */
  readonly memoryGB: number
}

const reservedMillis = 500

/** A small PC of unknown make: an x86-64 box of the size given. Network boot is for Raspberry Pis only, see pi-netboot. */
export function miniPc(size: MachineSize): HardwareModel {
  return generic('mini-pc', 'Mini PC', size, ['nvme', 'ssd', 'hdd', 'emmc', 'sd', 'usb'])
}

/** A virtual machine of the size given; disks other than `virtual` are passed through from the host. */
export function virtualMachine(size: MachineSize): HardwareModel {
  return generic('virtual-machine', 'Virtual machine', size, ['virtual', 'nvme', 'ssd', 'hdd', 'usb'])
}

function generic(id: string, title: string, size: MachineSize, diskKinds: readonly DiskKind[]): HardwareModel {
  const machine = { cores: size.cores, memoryBytes: gibibytes(size.memoryGB) }
  return {
    id,
    title: `${title}, ${size.cores} cores, ${size.memoryGB} GB`,
    architecture: size.architecture,
    ...machine,
    allocatable: agentAllocatable({ ...machine, reservedMillis }),
    diskKinds,
    poe: 'none',
    netboot: false,
    raspberryPi: false,
  }
}
