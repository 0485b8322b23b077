import { describe, expect, it } from 'vitest'
import {
  compareAddresses,
  contains,
  formatAddress,
  formatRange,
  type IpAddress,
  isIPv6,
  overlap,
  parseAddress,
  parseRange,
  parseSubnet,
} from './addresses.ts'

const address = (text: string) => parseAddress(text) as IpAddress

it.each(['0.0.0.0', '192.168.20.1', '255.255.255.255', '::', 'fd00::11', '2001:db8:1:2:3:4:5:6'])(
  'reads and writes %s',
  (text) => {
    expect(formatAddress(address(text))).toBe(text)
  },
)

it('knows an IPv6 address in whatever way it is written', () => {
  expect(address('FD00:0:0:0::11')).toEqual(address('fd00::11'))
})

it.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1.2.3.04',
  '0x7f.0.0.1',
  '127.1',
  '1.2.3.4/32',
  ' 1.2.3.4',
  'fe80::1%eth0',
  'fd00::11/64',
  ':::',
])('finds no address in %j', (text) => {
  expect(parseAddress(text)).toBeUndefined()
})

it.each([
  ['192.168.20.77/24', '192.168.20.0/24', 256n],
  ['10.0.0.0/8', '10.0.0.0/8', 2n ** 24n],
  ['192.168.20.77/32', '192.168.20.77/32', 1n],
  ['200.1.2.3/0', '0.0.0.0/0', 2n ** 32n],
  ['fd00:1::77/64', 'fd00:1::/64', 2n ** 64n],
  ['fd00::/112', 'fd00::/112', 2n ** 16n],
])('reads the network of %s', (text, cidr, size) => {
  const subnet = parseSubnet(text)
  expect([subnet?.cidr, subnet && subnet.last - subnet.first + 1n]).toEqual([cidr, size])
})

it.each(['192.168.20.0', '192.168.20.0/33', '192.168.20.0/024', '192.168.20.0/', '192.168.20.0/24/1', 'fd00::/129'])(
  'finds no network in %s',
  (text) => {
    expect(parseSubnet(text)).toBeUndefined()
  },
)

describe('parseRange', () => {
  it.each([
    ['10.0.0.1-10.0.0.9', '10.0.0.1-10.0.0.9'],
    ['10.0.0.1 - 10.0.0.9', '10.0.0.1-10.0.0.9'],
    ['10.0.0.16/28', '10.0.0.16-10.0.0.31'],
    [{ from: '10.0.0.1', to: '10.0.0.9' }, '10.0.0.1-10.0.0.9'],
    ['10.0.0.9-10.0.0.1', '10.0.0.9-10.0.0.1'],
    ['fd00::200-fd00::21f', 'fd00::200-fd00::21f'],
  ])('reads %j', (pool, expected) => {
    const range = parseRange(pool)
    expect(range && formatRange(range)).toBe(expected)
  })

  it.each(['10.0.0.1', '10.0.0.1-9', '10.0.0.1-', 'a-b', '', '10.0.0.1-fd00::1', { from: '10.0.0.1' }])(
    'finds no range in %j',
    (pool) => {
      expect(parseRange(pool)).toBeUndefined()
    },
  )
})

const range = (first: bigint, last: bigint, family: 4 | 6 = 4) => ({ family, first, last })

it('ranges overlap when they share an end', () => {
  expect(overlap(range(1n, 5n), range(5n, 9n))).toBe(true)
  expect(overlap(range(1n, 4n), range(5n, 9n))).toBe(false)
})

it('takes numbers of different families for different addresses', () => {
  expect(overlap(range(1n, 5n), range(1n, 5n, 6))).toBe(false)
  expect(contains(range(0n, 9n), address('::1'))).toBe(false)
  expect(compareAddresses(address('255.0.0.1'), address('::1'))).toBeLessThan(0)
})

it('knows IPv6 addresses and networks', () => {
  expect(['::1', 'fd00::/64', '1.2.3.4', 'router'].map(isIPv6)).toEqual([true, true, false, false])
})
