import type { Allocatable, Architecture } from '../node-types.ts'
import type { Hardware } from './hardware.ts'

/** What is known about a board or machine before anyone plugs it in. */
export interface HardwareModel
  extends Required<Pick<Hardware, 'id' | 'title' | 'diskKinds' | 'poe' | 'netboot' | 'raspberryPi'>> {
  readonly architecture: Architecture
  readonly cores: number
  /** Memory as sold, in bytes. */
  readonly memoryBytes: number
  /** What is realistically left for pods on an agent node; a server gives up more. */
  readonly allocatable: Allocatable
}
