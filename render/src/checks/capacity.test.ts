import { describe, expect, it } from 'vitest'
import {
  deployment,
  insteadOfComponents,
  testCluster,
  testNode,
  testRendering,
} from '../pods/testing/test-rendering.ts'
import { capacityCheck } from './capacity.ts'

const allocatable = { cpuMillis: 1000, memoryBytes: 2 ** 30, ephemeralStorageBytes: 1e9, pods: 10 }
const cluster = testCluster({
  kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' },
  nodes: ['a', 'b'].map((name) => testNode({ name, allocatable })),
})

function run(memory: string, replicas: number, podSpec: Record<string, unknown> = {}, on = cluster) {
  const containers = [{ name: 'web', image: 'a:1', resources: { requests: { memory } } }]
  const object = deployment('web', 'a:1', { containers, ...podSpec }, { replicas })
  return capacityCheck.run(testRendering({ apps: insteadOfComponents, cluster: on, objects: [object] }))
}

describe('capacityCheck', () => {
  it('fires for pods that fit nowhere, saying what each node lacks', () => {
    const [now] = run('700Mi', 3)
    expect(now).toMatchObject({ rule: 'capacity-exceeded', severity: 'error', object: { name: 'web' } })
    expect(now?.message).toBe('1 pod of it would stay pending: a, b: memory: needs 700 MiB, 324 MiB left')
  })

  it('tells of a cluster that is too small once, rather than of each workload', () => {
    const containers = [{ name: 'web', image: 'a:1', resources: { requests: { memory: '2Gi' } } }]
    const workloads = (...names: string[]) =>
      names.map((name) => ({ ...deployment(name, 'a:1', { containers }), metadata: { name, namespace: 'web' } }))
    const errors = (...names: string[]) =>
      capacityCheck
        .run(testRendering({ apps: insteadOfComponents, cluster, objects: workloads(...names) }))
        .filter(({ severity }) => severity === 'error')
    expect(errors('a', 'b', 'c').map(({ object }) => object.name)).toEqual(['a', 'b', 'c'])
    const room = 'a, b: memory: needs 2 GiB, 1 GiB left'
    expect(errors('a', 'b', 'c', 'd')).toEqual([
      {
        rule: 'capacity-exceeded',
        severity: 'error',
        object: { apiVersion: 'ainur/v1', kind: 'Cluster', name: cluster.name },
        path: 'nodes',
        message: `4 workloads find too little room, and these would stay pending: ${['a', 'b', 'c', 'd'].map((name) => `1 pod of Deployment web/${name} (${room})`).join('; ')}`,
        remedy: 'add a node or a larger one, leave apps out, or lower what pods request',
      },
    ])
  })

  it('warns for each node whose loss leaves pods pending, and names them', () => {
    const findings = run('700Mi', 2)
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'capacity-node-loss nodes[0]',
      'capacity-node-loss nodes[1]',
    ])
    expect(findings[0]?.message).toContain('1 pod of Deployment web/web (b: memory')
  })

  it('is silent where everything fits on one node less', () => {
    expect(run('500Mi', 2)).toEqual([])
  })

  it('warns for a machine whose nodes die together, where each alone would do no harm', () => {
    const on = (...hosts: string[]) =>
      testCluster({
        kubernetes: cluster.kubernetes,
        nodes: hosts.map((host, index) => testNode({ name: `n${index}`, allocatable, failureDomains: { host } })),
      })
    const findings = run('300Mi', 5, {}, on('pve1', 'pve1', 'pve2'))
    expect(findings).toMatchObject([{ rule: 'capacity-domain-loss', severity: 'warning', path: 'nodes' }])
    expect(findings[0]?.message).toBe(
      'if host pve1 dies, n0 and n1 go with it, and these would stay pending until it is back: 2 pods of Deployment web/web (n2: memory: needs 300 MiB, 124 MiB left)',
    )
    expect(run('300Mi', 5, {}, on('pve1', 'pve2', 'pve3'))).toEqual([])
    expect(run('300Mi', 5, {}, on('pve1', 'pve1', 'pve1'))).toEqual([])
  })

  it('does not tell the owner of a single node what happens without it', () => {
    const single = testCluster({ kubernetes: cluster.kubernetes, nodes: [testNode({ name: 'a', allocatable })] })
    expect(run('500Mi', 1, {}, single)).toEqual([])
  })

  it('leaves to the placement pass what no node takes however empty it is', () => {
    expect(run('1Mi', 1, { nodeSelector: { gpu: 'true' } })).toEqual([])
  })
})
