import { describe, expect, it } from 'vitest'
import { k3s } from '../../distribution/k3s/k3s.ts'
import { usableRootBytes } from './agent-allocatable.ts'
import { hardwareCatalogue, hardwareIds, hardwareModel } from './catalogue.ts'
import { gibibytes } from './gibibytes.ts'
import { nodeAllocatable } from './node-allocatable.ts'

const shares = (id: keyof typeof hardwareCatalogue) => {
  const { cpuMillis, memoryBytes } = hardwareCatalogue[id].allocatable
  return { cores: cpuMillis / 1000, gib: Math.round((memoryBytes / gibibytes(1)) * 10) / 10 }
}

describe('what an agent gives to pods', () => {
  it.each([
    ['raspberry-pi-4-2gb', { cores: 3, gib: 1.5 }],
    ['raspberry-pi-4-4gb', { cores: 3, gib: 3 }],
    ['raspberry-pi-4-8gb', { cores: 3, gib: 6 }],
    ['raspberry-pi-5-4gb', { cores: 3.5, gib: 3 }],
    ['raspberry-pi-5-8gb', { cores: 3.5, gib: 6 }],
    ['raspberry-pi-5-16gb', { cores: 3.5, gib: 13.2 }],
    ['raspberry-pi-cm4-4gb', { cores: 3, gib: 3 }],
    ['raspberry-pi-cm5-16gb', { cores: 3.5, gib: 13.2 }],
    ['mini-pc', { cores: 3.5, gib: 13.2 }],
  ] as const)('%s: %j', (id, expected) => {
    expect(shares(id)).toEqual(expected)
  })

  it('never keeps more than half of the cores', () => {
    const model = hardwareModel('virtual-machine', { architecture: 'amd64', cores: 1, memoryGB: 1 })
    expect(model.allocatable.cpuMillis).toBe(500)
  })
})

describe('what a node gives to pods', () => {
  const hardware = hardwareModel('raspberry-pi-5-8gb')
  const agent = { hardware, role: 'agent', serverTakes: k3s.server.takes.sqlite, disks: [], diskless: false } as const

  it('is what its hardware gives, on an agent without listed disks', () => {
    expect(nodeAllocatable(agent)).toEqual(hardware.allocatable)
  })

  it('is less on a server, by what k3s was measured to take', () => {
    const less = (datastore: 'sqlite' | 'etcd') =>
      hardware.allocatable.memoryBytes -
      nodeAllocatable({ ...agent, role: 'server', serverTakes: k3s.server.takes[datastore] }).memoryBytes
    expect([less('sqlite'), less('etcd')]).toEqual([947e6, 1145e6])
  })

  it('is never below nothing', () => {
    const server = {
      ...agent,
      hardware: hardwareModel('raspberry-pi-4-1gb'),
      role: 'server',
      serverTakes: k3s.server.takes.etcd,
    } as const
    expect(nodeAllocatable(server).memoryBytes).toBe(0)
  })

  it('follows from the os disk, or from the memory of a diskless node', () => {
    const disk = { id: 'x', kind: 'nvme', purpose: 'os', sizeGB: 100 } as const
    expect(nodeAllocatable({ ...agent, disks: [disk] }).ephemeralStorageBytes).toBe(80e9)
    expect(nodeAllocatable({ ...agent, diskless: true }).ephemeralStorageBytes).toBe(gibibytes(2))
    expect(usableRootBytes(4)).toBe(0)
  })

  it('is what its owner says, number by number', () => {
    const { pods, cpuMillis } = nodeAllocatable({ ...agent, override: { pods: 20 } })
    expect({ pods, cpuMillis }).toEqual({ pods: 20, cpuMillis: 3500 })
  })
})

describe('the catalogue', () => {
  it('names every model by its own id', () => {
    expect(hardwareIds.map((id) => hardwareModel(id).id)).toEqual(hardwareIds)
  })

  it('ignores a size for a board that has one', () => {
    expect(hardwareModel('raspberry-pi-4-2gb', { cores: 64 })).toBe(hardwareCatalogue['raspberry-pi-4-2gb'])
  })

  it('fills in what a mini PC leaves out', () => {
    expect(hardwareModel('mini-pc', { cores: 6 })).toMatchObject({ cores: 6, memoryBytes: gibibytes(16) })
  })
})
