import type { Cluster, DistributionId } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, mixedCluster, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { capacityCheck } from './capacity.ts'
import { hostPortsCheck } from './host-ports.ts'

const of = (distribution: DistributionId): Cluster => {
  const cluster = mixedCluster()
  return { ...cluster, kubernetes: { ...cluster.kubernetes, distribution } }
}

const pod = (port: object, podSpec: object = {}, spec: object = { strategy: { type: 'Recreate' } }, name = 'web') =>
  deployment(name, 'web:1', { containers: [{ name, image: 'web:1', ports: [port] }], ...podSpec }, { ...spec })

function found(object: KubeObject, cluster: Cluster = mixedCluster()) {
  return hostPortsCheck
    .run(testRendering({ cluster, objects: [object] }))
    .map(({ rule, severity, path, message }) => `${severity} ${rule} ${path}: ${message}`)
}

describe('host-port-reserved', () => {
  it('fires for a port of the kubelet on every node, and for one of the API server on servers', () => {
    expect(found(pod({ containerPort: 80, hostPort: 10250 }))).toEqual([
      'error host-port-reserved spec.template.spec: port 10250/TCP of the node belongs to the kubelet on manwe, varda, aule',
    ])
    expect(found(pod({ containerPort: 6443 }, { hostNetwork: true }))).toEqual([
      'error host-port-reserved spec.template.spec: port 6443/TCP of the node belongs to the API server on manwe',
    ])
  })

  it('accepts a port of servers on a node that is none, ports in the pod, and another protocol', () => {
    const onAgent = { hostNetwork: true, nodeSelector: { 'kubernetes.io/hostname': 'varda' } }
    expect(found(pod({ containerPort: 6443 }, onAgent))).toEqual([])
    expect(found(pod({ containerPort: 10250 }))).toEqual([])
    expect(found(pod({ containerPort: 80, hostPort: 10250, protocol: 'UDP' }))).toEqual([])
    expect(found(pod({ containerPort: 80, hostPort: 8080 }))).toEqual([])
  })

  it('knows what the distribution itself listens on', () => {
    const taken = (port: number, distribution: DistributionId) =>
      found(pod({ containerPort: 80, hostPort: port }, { tolerations: [{ operator: 'Exists' }] }), of(distribution))
        .length
    expect([taken(50000, 'talos'), taken(50000, 'k3s'), taken(6444, 'k3s'), taken(6444, 'kubeadm')]).toEqual([
      1, 0, 1, 0,
    ])
    expect([taken(22, 'talos'), taken(22, 'kubeadm')]).toEqual([0, 1])
  })

  it('leaves the ports of etcd to a cluster that has none', () => {
    const etcd = pod({ containerPort: 80, hostPort: 2379 })
    const servers = ['manwe', 'varda', 'ulmo'].map((name) => testNode({ name, role: 'server' }))
    expect(found(etcd)).toEqual([])
    expect(found(etcd, testCluster({ nodes: servers }))).toHaveLength(1)
  })
})

describe('host-port-rollout-stuck', () => {
  const port = { containerPort: 80, hostPort: 8080 }
  const pinned = { nodeSelector: { 'kubernetes.io/hostname': 'varda' } }

  it('fires where the new pod has nowhere else to go', () => {
    expect(found(pod(port, pinned, {}))).toEqual([
      'warning host-port-rollout-stuck spec.strategy: it may run on varda only, where the old pod has port 8080/TCP while a rollout starts the new one',
    ])
    expect(found(pod(port, {}, { replicas: 3 }))).toHaveLength(1)
  })

  it('accepts a free node, and an old pod that goes first', () => {
    expect(found(pod(port, {}, {}))).toEqual([])
    expect(found(pod(port, pinned))).toEqual([])
    expect(found(pod({ containerPort: 80 }, pinned, {}))).toEqual([])
  })
})

it('leaves it to the plan to say that two pods want one port of every node', () => {
  const agents = ['one', 'two'].map((name) => ({
    ...pod({ containerPort: 80, hostPort: 8080 }, {}, {}, name),
    kind: 'DaemonSet',
  }))
  const rendering = testRendering({ cluster: mixedCluster(), objects: agents })
  expect(capacityCheck.run(rendering)).toMatchObject([
    {
      rule: 'capacity-exceeded',
      object: { name: 'two' },
      message: expect.stringContaining('host port 8080/TCP is taken by DaemonSet web/one'),
    },
  ])
})
