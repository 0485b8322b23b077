import { describe, expect, it } from 'vitest'
import { k3s } from '../../distribution/k3s/k3s.ts'
import { usableRootBytes } from './agent-allocatable.ts'
import { type HardwareId, hardwareIds, hardwareModel, hardwareOf } from './catalogue.ts'
import { gibibytes } from './gibibytes.ts'
import { nodeAllocatable } from './node-allocatable.ts'

const shares = (id: HardwareId) => {
  const { cpuMillis, memoryBytes } = hardwareModel(id).allocatable
  return { cores: cpuMillis / 1000, gib: Math.round((memoryBytes / gibibytes(1)) * 10) / 10 }
}

describe('what an agent gives to pods', () => {
  it.each([
    ['raspberry-pi-zero-2-w', { cores: 3, gib: 0.4 }],
    ['raspberry-pi-3b-plus-1gb', { cores: 3, gib: 0.8 }],
    ['raspberry-pi-4-2gb', { cores: 3, gib: 1.5 }],
    ['raspberry-pi-4-4gb', { cores: 3, gib: 3 }],
    ['raspberry-pi-4-8gb', { cores: 3, gib: 6 }],
    ['raspberry-pi-400-4gb', { cores: 3, gib: 3 }],
    ['raspberry-pi-5-4gb', { cores: 3.5, gib: 3 }],
    ['raspberry-pi-5-8gb', { cores: 3.5, gib: 6 }],
    ['raspberry-pi-5-16gb', { cores: 3.5, gib: 13.2 }],
    ['raspberry-pi-500-8gb', { cores: 3.5, gib: 6 }],
    ['raspberry-pi-cm4-4gb', { cores: 3, gib: 3 }],
    ['raspberry-pi-cm5-16gb', { cores: 3.5, gib: 13.2 }],
    ['odroid-xu4', { cores: 7, gib: 1.5 }],
    ['odroid-hc4', { cores: 3, gib: 3 }],
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
  it('names every kind by its own id', () => {
    expect(hardwareIds.map((id) => hardwareOf(id).id)).toEqual(hardwareIds)
  })

  it('lets every kind boot from what it usually does', () => {
    const without = hardwareIds.filter((id) => {
      const { usualBoot, diskKinds } = hardwareOf(id)
      return usualBoot !== 'disk' && !diskKinds.some((kind) => kind === usualBoot)
    })
    expect(without).toEqual([])
  })

  it('lets pi-netboot serve only Pis whose boot EEPROM can be told its address', () => {
    const served = hardwareIds.filter((id) => hardwareModel(id).netboot)
    expect(served.every((id) => /^raspberry-pi-(4|5|cm4|cm5)/.test(id))).toBe(true)
    expect(served).toContain('raspberry-pi-400-4gb')
  })

  it('ignores a size for a board that has one', () => {
    expect(hardwareModel('raspberry-pi-4-2gb', { cores: 64 })).toEqual(hardwareModel('raspberry-pi-4-2gb'))
  })

  it('fills in what a mini PC leaves out', () => {
    expect(hardwareModel('mini-pc', { cores: 6 })).toMatchObject({ cores: 6, memoryBytes: gibibytes(16) })
  })

  it('takes the memory of a board from the definition where it is sold with many sizes', () => {
    const model = hardwareModel('rock-5b', { memoryGB: 24 })
    expect(model).toMatchObject({ architecture: 'arm64', cores: 8, memoryBytes: gibibytes(24) })
    expect(model.title).toBe('Radxa ROCK 5B, 8 cores, 24 GB')
  })

  it('knows a machine that nobody listed by what its owner says', () => {
    expect(hardwareModel('arm64-board', { cores: 6, memoryGB: 4 })).toMatchObject({ architecture: 'arm64', cores: 6 })
    expect(hardwareModel('computer', { architecture: 'arm64', cores: 80, memoryGB: 128 })).toMatchObject({
      architecture: 'arm64',
      cores: 80,
      raspberryPi: false,
    })
  })
})
