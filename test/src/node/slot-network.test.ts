import { describe, expect, it } from 'vitest'
import { lastSlot, slotNetwork } from './slot-network.ts'

describe('slotNetwork', () => {
  it('gives the addresses of a slot', () => {
    expect(slotNetwork(3)).toEqual({
      machine: '198.18.3.1',
      node: '198.18.3.2',
      linkPrefix: 30,
      serviceCidr: '198.18.67.0/24',
      firstService: '198.18.67.1',
      dnsService: '198.18.67.10',
      loadBalancerCidr: '198.18.131.0/24',
      firstLoadBalancer: '198.18.131.1',
      podCidr: '198.19.3.0/24',
      link: 'ainur3',
    })
  })

  it('gives no address to two slots, and none outside of 198.18.0.0/15', () => {
    const slots = Array.from({ length: lastSlot }, (_, index) => slotNetwork(index + 1))
    const networks = slots.flatMap(({ machine, serviceCidr, loadBalancerCidr, podCidr }) =>
      [machine, serviceCidr, loadBalancerCidr, podCidr].map((address) => address.split('.').slice(0, 3).join('.')),
    )
    expect(new Set(networks).size).toBe(4 * lastSlot)
    expect(networks.filter((network) => !/^198\.1[89]\.(1?\d?\d|2[0-4]\d|25[0-5])$/.test(network))).toEqual([])
  })

  it.each([0, 63, 1.5, Number.NaN])('refuses slot %s', (number) => {
    expect(() => slotNetwork(number)).toThrow(`slot ${number} does not exist; there are slots 1 to 62`)
  })
})
