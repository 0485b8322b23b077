import { describe, expect, it } from 'vitest'
import { planCapacity } from '../../plan/plan-capacity.ts'
import {
  deployment,
  insteadOfComponents,
  testCluster,
  testNode,
  testRendering,
} from '../../pods/testing/test-rendering.ts'
import { domainDeaths, nodeDeaths } from './node-death.ts'

function deaths(servers: number, agents: number, objects: Parameters<typeof testRendering>[0] = {}) {
  const nodes = Array.from({ length: servers + agents }, (_, index) =>
    testNode({ name: `n${index}`, role: index < servers ? 'server' : 'agent', address: `192.168.20.${11 + index}` }),
  )
  const cluster = testCluster({ nodes, kubernetes: { distribution: 'kubeadm', version: 'v1.36.3', minor: '1.36' } })
  const plan = planCapacity(testRendering({ apps: insteadOfComponents, ...objects, cluster }))
  return nodeDeaths(cluster, plan)
}
const apis = (servers: number) => deaths(servers, 1).map(({ api }) => api)

describe('nodeDeaths', () => {
  it('knows that the API needs more than half of the servers', () => {
    expect(apis(1)).toEqual(['lost', 'untouched'])
    expect(apis(2)).toEqual(['lost', 'lost', 'untouched'])
    expect(apis(3)).toEqual(['survives', 'survives', 'survives', 'untouched'])
    expect(apis(4)).toEqual(['survives', 'survives', 'survives', 'survives', 'untouched'])
  })

  it('tells what is away from what has fewer copies', () => {
    const spread = {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'two' } },
          nodeTaintsPolicy: 'Honor',
        },
      ],
    }
    const found = deaths(1, 1, {
      objects: [deployment('one', 'a:1'), deployment('two', 'a:1', spread, { replicas: 2 })],
    })
    const names = found.map(({ moving, thinned }) => [
      moving.map(({ ref }) => ref.name),
      thinned.map(({ ref }) => ref.name),
    ])
    expect(names.map(([, thinned]) => thinned)).toEqual([['two'], ['two']])
    expect(names.map(([moving]) => moving).sort()).toEqual([[], ['one']])
    expect(found.flatMap(({ pending }) => pending)).toEqual([])
  })

  it('knows that the pods of a StatefulSet wait for the node to be deleted', () => {
    const found = deaths(1, 0, { objects: [{ ...deployment('db', 'a:1'), kind: 'StatefulSet' }] })
    expect(found.map(({ moving, pending }) => [moving.length, pending.length])).toEqual([[0, 1]])
    const spare = deaths(1, 1, { objects: [{ ...deployment('db', 'a:1'), kind: 'StatefulSet' }] })
    expect(spare.map(({ moving }) => moving.length)).toEqual([0, 0])
    expect(spare.flatMap(({ held }) => held.map(({ ref }) => ref.name))).toEqual(['db'])
  })

  it('never says of a pod without a place that it moves', () => {
    const big = [{ name: 'big', image: 'a:1', resources: { requests: { memory: '4Gi' } } }]
    const found = deaths(1, 1, { objects: ['a', 'b'].map((name) => deployment(name, 'a:1', { containers: big })) })
    for (const { moving, pending } of found) {
      expect(moving).toEqual([])
      expect(pending).toHaveLength(1)
    }
  })
})

describe('domainDeaths', () => {
  it('takes all nodes of a machine away at once, servers among them', () => {
    const nodes = ['pve1', 'pve1', 'pve2'].map((host, index) =>
      testNode({ name: `n${index}`, role: 'server', address: `192.168.20.${11 + index}`, failureDomains: { host } }),
    )
    const cluster = testCluster({ nodes })
    const objects = [deployment('web', 'a:1', { nodeSelector: { 'kubernetes.io/hostname': 'n1' } })]
    const plan = planCapacity(testRendering({ cluster, objects }))
    expect(domainDeaths(cluster, plan)).toMatchObject([
      { what: 'host pve1', nodes: ['n0', 'n1'], api: 'lost', pending: [{ ref: { name: 'web' } }] },
    ])
  })
})
