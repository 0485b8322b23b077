import { describe, expect, it } from 'vitest'
import type { KubeObject } from './rendered-object.ts'
import { requestedAddresses } from './requested-addresses.ts'

const service = (spec: object, annotations: object = {}) =>
  ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', annotations }, spec }) as unknown as KubeObject
const balanced = { type: 'LoadBalancer' }

describe('requestedAddresses', () => {
  it.each([
    'kube-vip.io/loadbalancerIPs',
    'metallb.io/loadBalancerIPs',
    'metallb.universe.tf/loadBalancerIPs',
    'lbipam.cilium.io/ips',
    'io.cilium/lb-ipam-ips',
  ])('knows %s', (key) => {
    expect(requestedAddresses(service(balanced, { [key]: '192.0.2.1, 2001:db8::1' }))).toEqual([
      { address: '192.0.2.1', path: `metadata.annotations["${key}"]`, fromPool: true },
      { address: '2001:db8::1', path: `metadata.annotations["${key}"]`, fromPool: true },
    ])
  })

  it('knows the fields of a Service', () => {
    expect(
      requestedAddresses(service({ ...balanced, loadBalancerIP: '192.0.2.1', externalIPs: ['192.0.2.2'] })),
    ).toEqual([
      { address: '192.0.2.1', path: 'spec.loadBalancerIP', fromPool: true },
      { address: '192.0.2.2', path: 'spec.externalIPs[0]', fromPool: false },
    ])
  })

  it('asks no load balancer for what is not a LoadBalancer', () => {
    const annotations = { 'kube-vip.io/loadbalancerIPs': '192.0.2.1' }
    expect(requestedAddresses(service({ type: 'ClusterIP', loadBalancerIP: '192.0.2.1' }, annotations))).toEqual([])
  })

  it.each([
    ['what is malformed', service({ ...balanced, loadBalancerIP: 1, externalIPs: 'x' }, { 'lbipam.cilium.io/ips': 1 })],
    ['what is empty', service({ ...balanced, loadBalancerIP: '' }, { 'lbipam.cilium.io/ips': ' , ' })],
    [
      'what is not a Service',
      { ...service({ ...balanced, loadBalancerIP: '192.0.2.1' }), apiVersion: 'serving.knative.dev/v1' },
    ],
  ])('makes nothing of %s', (_, object) => {
    expect(requestedAddresses(object)).toEqual([])
  })
})
