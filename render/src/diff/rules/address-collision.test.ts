import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { named, yaml } from '../testing/objects.ts'

const service = (name: string, address: string, more = {}, annotations = {}) =>
  named(
    'v1',
    'Service',
    name,
    { spec: { type: 'LoadBalancer', ports: [{ port: 80 }], ...more } },
    { annotations: { 'kube-vip.io/loadbalancerIPs': address, ...annotations } },
  )
const rule = (before: object[], after: object[]) => findingsOf('address-collision', yaml(...before), yaml(...after))

describe('address-collision', () => {
  it('reports a Service that takes the address of another one', () => {
    expect(rule([service('a', '10.0.0.5')], [service('a', '10.0.0.5'), service('b', '10.0.0.5')])).toMatchObject([
      { object: { name: 'b' }, message: 'Service media/b wants 10.0.0.5, which belongs to Service media/a already.' },
    ])
  })

  it('finds the other one in a file that did not change', () => {
    const a = { 'a.yaml': yaml(service('a', '10.0.0.5')) }
    expect(
      findingsOf('address-collision', a, {
        ...a,
        'b.yaml': yaml(named('v1', 'Service', 'b', { spec: { type: 'LoadBalancer', loadBalancerIP: '10.0.0.5' } })),
      }),
    ).toHaveLength(1)
  })

  it('knows the addresses that other load balancers are asked for, and that only a LoadBalancer gets one', () => {
    const other = (type: string) =>
      named('v1', 'Service', 'b', { spec: { type } }, { annotations: { 'lbipam.cilium.io/ips': '10.0.0.5' } })
    expect(rule([service('a', '10.0.0.5')], [service('a', '10.0.0.5'), other('LoadBalancer')])).toHaveLength(1)
    expect(rule([service('a', '10.0.0.5')], [service('a', '10.0.0.5'), other('ClusterIP')])).toEqual([])
  })

  it('says nothing about other addresses, or a collision that was there before', () => {
    expect(rule([service('a', '10.0.0.5')], [service('a', '10.0.0.5'), service('b', '10.0.0.50')])).toEqual([])
    expect(
      rule(
        [service('a', '10.0.0.5'), service('b', '10.0.0.5')],
        [service('a', '10.0.0.5'), service('b', '10.0.0.5', {}, { note: 'x' })],
      ),
    ).toEqual([])
  })

  it('says nothing when two swap their addresses', () => {
    expect(
      rule([service('a', '10.0.0.5'), service('b', '10.0.0.6')], [service('a', '10.0.0.6'), service('b', '10.0.0.5')]),
    ).toEqual([])
  })

  it('lets Services share an address on purpose, with different ports', () => {
    const shared = { 'metallb.io/allow-shared-ip': 'dns' }
    const udp = { ports: [{ port: 53 }] }
    expect(
      rule(
        [service('a', '10.0.0.5', {}, shared)],
        [service('a', '10.0.0.5', {}, shared), service('b', '10.0.0.5', udp, shared)],
      ),
    ).toEqual([])
    expect(
      rule(
        [service('a', '10.0.0.5', {}, shared)],
        [service('a', '10.0.0.5', {}, shared), service('b', '10.0.0.5', {}, shared)],
      ),
    ).toHaveLength(1)
  })

  it('reports two Ingresses for one host and path', () => {
    const ingress = (name: string, path: string) =>
      named('networking.k8s.io/v1', 'Ingress', name, {
        spec: { rules: [{ host: 'a.lab', http: { paths: [{ path }] } }] },
      })
    expect(rule([ingress('a', '/')], [ingress('a', '/'), ingress('b', '/')])).toHaveLength(1)
    expect(rule([ingress('a', '/')], [ingress('a', '/'), ingress('b', '/api')])).toEqual([])
  })

  describe('between Ingresses of Traefik', () => {
    const ingress = (name: string, entryPoints?: string, spec = {}, pathType = 'Prefix') =>
      named(
        'networking.k8s.io/v1',
        'Ingress',
        name,
        { spec: { rules: [{ host: 'a.lab', http: { paths: [{ path: '/', pathType }] } }], ...spec } },
        { annotations: entryPoints ? { 'traefik.ingress.kubernetes.io/router.entrypoints': entryPoints } : {} },
      )

    it('says nothing about a route and its redirect, which listen on different entry points', () => {
      expect(rule([], [ingress('a', 'websecure'), ingress('a-http', 'web')])).toEqual([])
    })

    it('reports those that share an entry point, or do not say theirs', () => {
      expect(rule([], [ingress('a', 'websecure'), ingress('b', 'web, websecure')])).toHaveLength(1)
      expect(rule([], [ingress('a', 'websecure'), ingress('b')])).toHaveLength(1)
    })

    it('reports a route that moves to the entry point of another', () => {
      expect(
        rule([ingress('a', 'websecure'), ingress('b', 'web')], [ingress('a', 'websecure'), ingress('b', 'websecure')]),
      ).toMatchObject([{ object: { name: 'b' } }])
    })

    it('says nothing about other classes, and an exact path beside a prefix', () => {
      expect(
        rule([], [ingress('a', '', { ingressClassName: 'traefik' }), ingress('b', '', { ingressClassName: 'nginx' })]),
      ).toEqual([])
      expect(rule([], [ingress('a'), ingress('b', '', {}, 'Exact')])).toEqual([])
    })
  })
})
