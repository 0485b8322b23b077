import { expect, it } from 'vitest'
import { definedAddresses } from './defined-addresses.ts'

const register = definedAddresses({
  network: {
    gateway: '192.168.20.1',
    dns: ['192.168.20.1', 'router'],
    controlPlaneVip: '192.168.20.10',
    servicePool: { from: '192.168.20.200', to: '192.168.20.219' },
  },
  nodes: [undefined, { name: 'varda', address: '192.168.20.12' }],
})

it('knows what the definition hands out, what is not an address included', () => {
  expect(register.entries.map(({ text, kind, owner, saidAt }) => [text, kind, owner, saidAt])).toEqual([
    ['192.168.20.1', 'gateway', 'the gateway', 'network.gateway'],
    ['192.168.20.1', 'dns', 'a DNS server', 'network.dns[0]'],
    ['router', 'dns', 'a DNS server', 'network.dns[1]'],
    ['192.168.20.12', 'node', 'node "varda"', 'nodes[1].address'],
    ['192.168.20.10', 'control-plane', 'the control-plane VIP', 'network.controlPlaneVip'],
  ])
})

it('finds everybody who has an address, and the pool that holds it', () => {
  expect(register.ownersOf('192.168.20.1').map(({ kind }) => kind)).toEqual(['gateway', 'dns'])
  expect(register.ownersOf('router')).toEqual([])
  expect(register.poolOf('192.168.20.219')?.saidAt).toBe('network.servicePool')
  expect(register.poolOf('192.168.20.220')).toBeUndefined()
})

it('knows an IPv6 address in whatever way it is written', () => {
  const text = 'fd00:0:0::11'
  const entry = { kind: 'outside', owner: 'nas', saidAt: 'machines[0].address', text } as const
  const address = { family: 6, value: 0xfd00n * 2n ** 112n + 0x11n } as const
  const larger = register.with([{ ...entry, address }])
  expect(larger.ownersOf('fd00::11')).toEqual([{ ...entry, address }])
  expect(register.ownersOf('fd00::11')).toEqual([])
})
