import { describe, expect, it } from 'vitest'
import { inApp, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { addressesCheck } from './addresses.ts'

function service(name: string, addresses: string | undefined, port = 80, spec: Record<string, unknown> = {}) {
  const annotations: Record<string, string> = addresses ? { 'kube-vip.io/loadbalancerIPs': addresses } : {}
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'web', annotations },
    spec: { type: 'LoadBalancer', ports: [{ port }], ...spec },
  }
}

function run(...objects: ReturnType<typeof service>[]) {
  return addressesCheck.run(testRendering({ objects })).map(({ rule, severity }) => `${severity} ${rule}`)
}

describe('addressesCheck', () => {
  it.each([
    ['the first of the pool', '192.168.20.200', []],
    ['the last of the pool', '192.168.20.219', []],
    ['just below the pool', '192.168.20.199', ['error address-outside-pool']],
    ['just above the pool', '192.168.20.220', ['error address-outside-pool']],
    ['a node', '192.168.20.11', ['error address-outside-pool', 'error address-collision']],
    ['the control-plane VIP', '192.168.20.10', ['error address-outside-pool', 'error address-collision']],
    ['no address', 'pool', ['error address-invalid']],
    ['nothing', undefined, ['error address-not-fixed']],
  ])('judges %s', (_, address, expected) => {
    expect(run(service('a', address))).toEqual(expected)
  })

  it('fires for two Services with one address and port, and warns about one address with two ports', () => {
    const first = service('a', '192.168.20.200')
    expect(run(first, service('b', '192.168.20.200'))).toEqual(['error address-collision'])
    expect(run(first, service('b', '192.168.20.200', 81))).toEqual(['warning address-shared'])
    expect(run(first, service('b', '192.168.20.201'))).toEqual([])
  })

  it('keeps others from an address that an app reserved, whose Service may be in no file of the tree', () => {
    const judge = (app: string) =>
      addressesCheck
        .run(
          testRendering({
            apps: (tree) => new TestApp(tree, 'front').reserveAddress('192.168.20.200'),
            objects: [inApp(app, service('a', '192.168.20.200', 8443))],
          }),
        )
        .map(({ message }) => message)
    expect(judge('web')).toEqual([
      '"192.168.20.200" already belongs to app front (new TestApp(…): address); two owners of one address answer in turns',
    ])
    expect(judge('front')).toEqual([])
  })

  it('looks at spec.loadBalancerIP and external addresses, which need not come from the pool', () => {
    expect(run(service('a', undefined, 80, { loadBalancerIP: '10.0.0.1' }))).toEqual(['error address-outside-pool'])
    const external = (address: string) => service('a', undefined, 80, { type: 'ClusterIP', externalIPs: [address] })
    expect(run(external('192.168.20.11'))).toEqual(['error address-collision'])
    expect(run(external('192.168.20.50'))).toEqual([])
  })
})
