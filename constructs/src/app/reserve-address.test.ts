import { describe, expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Web extends App {}

const tree = () => new ClusterTree(testCluster())
function reserve(address: string, shared = tree()) {
  const app = new Web(shared, 'web')
  app.reserveAddress(address)
  return app.findings.map(({ rule, path, message }) => [rule, path, message])
}

describe('reserveAddress', () => {
  it.each(['192.168.20.200', '192.168.20.219'])(
    'takes %s, an end of the pool, and remembers whose it is',
    (address) => {
      const shared = tree()
      expect(reserve(address, shared)).toEqual([])
      expect(shared.addresses.ownersOf(address)).toMatchObject([
        { app: 'web', owner: 'app web', kind: 'service', saidAt: 'new Web(…): address' },
      ])
    },
  )

  it.each(['192.168.20.199', '192.168.20.220', '192.168.21.200'])(
    'refuses %s, which is outside the pool',
    (address) => {
      expect(reserve(address)).toEqual([
        [
          'app-address-outside-pool',
          'address',
          `"${address}" lies outside the service pool 192.168.20.200-192.168.20.219`,
        ],
      ])
    },
  )

  it.each([
    ['192.168.20', 'address-invalid'],
    ['192.168.20.200/32', 'address-invalid'],
    ['', 'address-invalid'],
    ['fd00::1', 'address-ipv6'],
  ])('refuses %j, which is not an IPv4 address', (address, rule) => {
    expect(reserve(address).map(([id]) => id)).toEqual([rule])
  })

  it('takes an IPv6 address of a pool of a dual-stack cluster, and no other', () => {
    const { network } = testCluster()
    const ipv6 = {
      subnet: 'fd00:20::/64',
      pods: 'fd00:42::/56',
      services: 'fd00:43::/112',
      servicePool: [{ from: 'fd00:20::200', to: 'fd00:20::2ff' }],
    }
    const dual = () => new ClusterTree(testCluster({ network: { ...network, ipv6 } }))
    expect(reserve('fd00:20::200', dual())).toEqual([])
    expect(reserve('fd00:20::300', dual()).map(([rule]) => rule)).toEqual(['app-address-outside-pool'])
  })

  it('refuses what a machine has, beside lying outside the pool', () => {
    expect(reserve('192.168.20.12').slice(1)).toEqual([
      ['address-collision', 'address', '"192.168.20.12" belongs to node "varda" already (nodes[1].address)'],
    ])
  })

  it('names a router that is gateway and DNS server once', () => {
    expect(reserve('192.168.20.1').map(([rule]) => rule)).toEqual(['app-address-outside-pool', 'address-collision'])
  })

  it('refuses what another app has, and says so of the later one only', () => {
    const shared = tree()
    const first = new Web(shared, 'first')
    first.reserveAddress('192.168.20.200')
    expect(reserve('192.168.20.200', shared)).toEqual([
      ['app-address-duplicate', 'address', '"192.168.20.200" belongs to app first already (new Web(…): address)'],
    ])
    expect(first.findings).toEqual([])
  })

  it('may be asked twice by the same app, and says once what is wrong', () => {
    const app = new Web(tree(), 'web')
    for (const address of ['192.168.20.200', '192.168.20.200', 'x', 'x']) app.reserveAddress(address)
    expect(app.findings).toHaveLength(1)
  })
})

describe('a tree with an app that reported something', () => {
  const finding = { rule: 'web-host', path: 'host', message: 'it is taken', remedy: 'Choose another.' } as const

  it('completes with a warning', () => {
    const shared = tree()
    new Web(shared, 'web').report({ ...finding, severity: 'warning' })
    expect(() => shared.complete()).not.toThrow()
  })

  it('refuses to complete with errors, and tells all of them', () => {
    const shared = tree()
    new Web(shared, 'a').report({ ...finding, severity: 'error' })
    new Web(shared, 'b').report({ ...finding, severity: 'error', path: 'nodes' }, 'definition')
    expect(() => shared.complete()).toThrow(
      [
        'The apps of cluster ainur cannot be rendered:',
        '  new Web(…): host: it is taken. Choose another. [web-host]',
        '  nodes: it is taken. Choose another. [web-host]',
      ].join('\n'),
    )
  })

  it('refuses what an app finds only when it completes', () => {
    class Late extends App {
      override complete(): void {
        this.report({ ...finding, severity: 'error' })
      }
    }
    const shared = tree()
    new Late(shared, 'late')
    expect(() => shared.complete()).toThrow('it is taken')
    expect(() => shared.complete()).toThrow('it is taken')
  })
})
