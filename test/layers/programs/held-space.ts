/** Opens a space with a program in it, says where it is, and never ends by itself: for a test that kills it. */
import { takeSlot } from '../../src/node/slot.ts'
import { Family } from '../../src/process/family.ts'
import { ProgramSpace } from '../../src/programs/program-space.ts'

const slot = takeSlot()
const family = new Family('held')
const space = await ProgramSpace.open(family, slot.network, [])
const program = space.start('program', 'sleep', ['infinity'])
process.stdout.write(`${JSON.stringify({ slot, directory: family.directory, processes: [space.pid, program.pid] })}\n`)
setInterval(() => {}, 1000)
