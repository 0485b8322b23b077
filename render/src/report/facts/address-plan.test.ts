import { describe, expect, it } from 'vitest'
import { TestApp, testCluster, testRendering } from '../../pods/testing/test-rendering.ts'
import { addressPlan } from './address-plan.ts'

function service(name: string, annotations: Record<string, string>, spec: Record<string, unknown> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'web', annotations },
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }], ...spec },
  }
}
const pool = (from: string, to: string) =>
  testCluster({ network: { ...testCluster().network, servicePool: [{ from, to }] } })

describe('addressPlan', () => {
  it('names everyone who has an address, once each and in order', () => {
    const rendering = testRendering({
      apps: (tree) => {
        new TestApp(tree, 'traefik').reserveAddress('192.168.20.200')
        new TestApp(tree, 'omni').reserveAddress('192.168.20.201')
      },
      objects: [
        service('a', { 'kube-vip.io/loadbalancerIPs': '192.168.20.205, 192.168.20.9' }),
        service('b', {}, { loadBalancerIP: '192.168.20.206' }),
        service('inside', { 'kube-vip.io/loadbalancerIPs': '192.168.20.207' }, { type: 'ClusterIP' }),
      ],
    })
    const exposure = { app: 'web', address: '192.168.20.200', host: 'a.lan', url: 'https://a.lan' }
    const { entries } = addressPlan({ ...rendering, exposures: [exposure, { ...exposure, app: 'other' }] })
    expect(entries.map(({ address, kind, holders, inPool }) => [address, kind, holders, inPool])).toEqual([
      ['192.168.20.1', 'gateway', ['the gateway', 'a DNS server'], false],
      ['192.168.20.9', 'service', ['Service web/a (80/TCP, 53/UDP)'], false],
      ['192.168.20.10', 'control-plane', ['the control-plane VIP'], false],
      ['192.168.20.11', 'node', ['node "manwe"'], false],
      ['192.168.20.12', 'node', ['node "varda"'], false],
      ['192.168.20.13', 'node', ['node "ulmo"'], false],
      ['192.168.20.200', 'service', ['app traefik', 'host a.lan'], true],
      ['192.168.20.201', 'service', ['app omni'], true],
      ['192.168.20.205', 'service', ['Service web/a (80/TCP, 53/UDP)'], true],
      ['192.168.20.206', 'service', ['Service web/b (80/TCP, 53/UDP)'], true],
    ])
  })

  it('counts the pool, both ends included', () => {
    const {
      size,
      free,
      pool: drawn,
    } = addressPlan(
      testRendering({
        cluster: pool('192.168.20.199', '192.168.20.203'),
        apps: (tree) => new TestApp(tree).reserveAddress('192.168.20.201'),
      }),
    )
    expect({ size, free }).toEqual({ size: 5, free: 4 })
    expect(drawn.map(({ address, entry }) => [address, entry !== undefined])).toEqual([
      ['192.168.20.199', false],
      ['192.168.20.200', false],
      ['192.168.20.201', true],
      ['192.168.20.202', false],
      ['192.168.20.203', false],
    ])
  })

  it('does not draw a pool that nobody could look at', () => {
    const { size, pool: drawn } = addressPlan(testRendering({ cluster: pool('10.0.0.0', '10.0.255.255') }))
    expect({ size, drawn: drawn.length }).toEqual({ size: 65_536, drawn: 0 })
  })
})
