import { describe, expect, it } from 'vitest'
import { formatIPv4, formatRange, isIPv6, overlap, parseIPv4, parseRange, parseSubnet } from './addresses.ts'

it.each(['0.0.0.0', '192.168.20.1', '255.255.255.255'])('reads and writes %s', (text) => {
  expect(formatIPv4(parseIPv4(text) ?? Number.NaN)).toBe(text)
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
  '::1',
])('finds no IPv4 address in %j', (text) => {
  expect(parseIPv4(text)).toBeUndefined()
})

it.each([
  ['192.168.20.77/24', '192.168.20.0/24', 256],
  ['10.0.0.0/8', '10.0.0.0/8', 2 ** 24],
  ['192.168.20.77/32', '192.168.20.77/32', 1],
  ['200.1.2.3/0', '0.0.0.0/0', 2 ** 32],
])('reads the network of %s', (text, cidr, size) => {
  const subnet = parseSubnet(text)
  expect([subnet?.cidr, subnet && subnet.last - subnet.first + 1]).toEqual([cidr, size])
})

it.each(['192.168.20.0', '192.168.20.0/33', '192.168.20.0/024', '192.168.20.0/', '192.168.20.0/24/1', 'fd00::/64'])(
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
  ])('reads %j', (pool, expected) => {
    expect(formatRange(parseRange(pool) ?? { first: 0, last: 0 })).toBe(expected)
  })

  it.each(['10.0.0.1', '10.0.0.1-9', '10.0.0.1-', 'a-b', '', { from: '10.0.0.1' }])('finds no range in %j', (pool) => {
    expect(parseRange(pool)).toBeUndefined()
  })
})

it('ranges overlap when they share an end', () => {
  expect(overlap({ first: 1, last: 5 }, { first: 5, last: 9 })).toBe(true)
  expect(overlap({ first: 1, last: 4 }, { first: 5, last: 9 })).toBe(false)
})

it('knows IPv6 addresses and networks', () => {
  expect(['::1', 'fd00::/64', '1.2.3.4', 'router'].map(isIPv6)).toEqual([true, true, false, false])
})
