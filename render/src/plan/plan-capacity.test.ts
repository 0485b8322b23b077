import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import {
  deployment,
  insteadOfComponents,
  testCluster,
  testNode,
  testRendering,
} from '../pods/testing/test-rendering.ts'
import { planCapacity } from './plan-capacity.ts'

const GiB = 2 ** 30

function small(name: string) {
  return testNode({
    name,
    allocatable: { cpuMillis: 1000, memoryBytes: GiB, ephemeralStorageBytes: 1e9, pods: 10 },
  })
}

function threeNodes() {
  return testCluster({
    kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' },
    nodes: [small('a'), small('b'), small('c')],
  })
}

function pods(name: string, memory: string, replicas: number, podSpec: Record<string, unknown> = {}): KubeObject {
  const containers = [{ name, image: 'a:1', resources: { requests: { memory, cpu: '100m' } } }]
  return deployment(name, 'a:1', { containers, ...podSpec }, { replicas })
}

function plan(...objects: KubeObject[]) {
  return planCapacity(testRendering({ apps: insteadOfComponents, cluster: threeNodes(), objects }))
}

const hostname = 'kubernetes.io/hostname'
const apart = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: hostname, labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } },
      ],
    },
  },
}

describe('planCapacity', () => {
  it('puts one DaemonSet pod on each node that its constraints allow', () => {
    const daemon: KubeObject = { ...pods('daemon', '100Mi', 0), kind: 'DaemonSet' }
    daemon.spec.template.spec.nodeSelector = { [hostname]: 'b' }
    const { workloads, nodes } = plan(daemon)
    expect(workloads).toMatchObject([{ replicas: 1, eligibleNodes: ['b'], assigned: ['b'] }])
    expect(nodes.map(({ memoryBytes }) => memoryBytes)).toEqual([0, 100 * 2 ** 20, 0])
  })

  it('spreads replicas over nodes and adds up what they request', () => {
    const { workloads, nodes, pending } = plan(pods('web', '256Mi', 3))
    expect(pending).toEqual([])
    expect(workloads[0]?.assigned).toEqual(['a', 'b', 'c'])
    expect(nodes[0]).toMatchObject({ name: 'a', cpuMillis: 100, memoryBytes: 256 * 2 ** 20, pods: 1 })
  })

  it('places the largest first, so that the small ones fill what is left', () => {
    const objects = [pods('small', '300Mi', 3), pods('large', '700Mi', 3)]
    expect(plan(...objects).pending).toEqual([])
  })

  it('says which pods fit nowhere and what every node lacks', () => {
    const { pending } = plan(pods('web', '600Mi', 4))
    expect(pending).toMatchObject([{ ref: { name: 'web' }, app: 'web', pods: 1 }])
    expect(pending[0]?.reasons.map(({ node, constraint }) => `${node} ${constraint}`)).toEqual([
      'a resources',
      'b resources',
      'c resources',
    ])
  })

  it('says which pods would not fit once a node is dead, and nothing where they would', () => {
    const tight = plan(pods('web', '600Mi', 3))
    expect(tight.pending).toEqual([])
    expect(tight.ifNodeDies.map(({ node, pending }) => [node, pending.map(({ pods }) => pods)])).toEqual([
      ['a', [1]],
      ['b', [1]],
      ['c', [1]],
    ])
    expect(plan(pods('web', '400Mi', 3)).ifNodeDies.every(({ pending }) => pending.length === 0)).toBe(true)
  })

  it('does not miss the DaemonSet pod of a dead node', () => {
    const daemon = { ...pods('daemon', '900Mi', 0), kind: 'DaemonSet' }
    expect(plan(daemon).ifNodeDies.every(({ pending }) => pending.length === 0)).toBe(true)
  })

  it('honours required anti-affinity on the hostname', () => {
    const { pending, ifNodeDies } = plan(pods('web', '1Mi', 3, apart))
    expect(pending).toEqual([])
    expect(ifNodeDies[0]?.pending).toMatchObject([{ pods: 1 }])
    expect(ifNodeDies[0]?.pending[0]?.reasons.map(({ constraint }) => constraint)).toEqual([
      'unschedulable',
      'pod-affinity',
      'pod-affinity',
    ])
    expect(plan(pods('web', '1Mi', 4, apart)).pending).toMatchObject([{ pods: 1 }])
  })

  it('honours anti-affinity of the pods that are already there', () => {
    const shunned = pods('other', '1Mi', 1)
    shunned.spec.template.metadata.labels['app.kubernetes.io/name'] = 'web'
    expect(plan(pods('web', '2Mi', 3, apart), shunned).pending).toMatchObject([{ ref: { name: 'other' } }])
  })

  it.each([
    ['DoNotSchedule', 1, 1],
    ['ScheduleAnyway', 1, 0],
    ['DoNotSchedule', 2, 0],
  ])('honours %s with a skew of %i: %i pod pends when node b is full', (whenUnsatisfiable, maxSkew, expected) => {
    const filler = pods('filler', '1000Mi', 1, { nodeSelector: { [hostname]: 'b' } })
    const web = pods('web', '100Mi', 4, {
      nodeSelector: { pair: 'yes' },
      topologySpreadConstraints: [
        {
          maxSkew,
          topologyKey: hostname,
          whenUnsatisfiable,
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
        },
      ],
    })
    web.spec.replicas = 2
    const labels = { pair: 'yes' }
    const cluster = testCluster({
      kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' },
      nodes: [
        { ...small('a'), labels },
        { ...small('b'), labels },
      ],
    })
    const { pending } = planCapacity(testRendering({ apps: insteadOfComponents, cluster, objects: [filler, web] }))
    expect(pending.reduce((sum, entry) => sum + entry.pods, 0)).toBe(expected)
  })

  it('keeps two pods with one host port apart', () => {
    const onHost = (name: string) => pods(name, '1Mi', 2, { hostNetwork: true })
    const [one, two] = [onHost('one'), onHost('two')]
    for (const object of [one, two]) object.spec.template.spec.containers[0].ports = [{ containerPort: 80 }]
    const { pending } = plan(one, two)
    expect(pending).toMatchObject([{ pods: 1 }])
    expect(pending[0]?.reasons[0]).toMatchObject({ constraint: 'host-port' })
  })

  it('lets two pods have one host port on different addresses of their node, or for different protocols', () => {
    const listening = (name: string, port: object) => {
      const object = pods(name, '1Mi', 1, { nodeSelector: { [hostname]: 'a' } })
      object.spec.template.spec.containers[0].ports = [{ containerPort: 80, hostPort: 80, ...port }]
      return object
    }
    const pending = (left: object, right: object) =>
      plan(listening('one', left), listening('two', right)).pending.length
    expect(pending({ hostIP: '10.0.0.1' }, { hostIP: '10.0.0.1' })).toBe(1)
    expect(pending({ hostIP: '10.0.0.1' }, { hostIP: '10.0.0.2' })).toBe(0)
    expect(pending({ hostIP: '10.0.0.1' }, {})).toBe(1)
    expect(pending({ protocol: 'UDP' }, { protocol: 'TCP' })).toBe(0)
  })

  it('tries each Job on top of what runs, and counts none of them as load', () => {
    const job = (name: string, memory: string): KubeObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'web' },
      spec: { template: pods(name, memory, 1).spec.template },
    })
    const fits = plan(pods('web', '500Mi', 3), job('one', '500Mi'), job('two', '500Mi'))
    expect(fits.pending).toEqual([])
    expect(fits.nodes.every(({ pods }) => pods === 1)).toBe(true)
    expect(plan(pods('web', '500Mi', 3), job('large', '600Mi')).pending).toMatchObject([{ ref: { name: 'large' } }])
  })

  it('says that nothing makes a bare Pod again', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'lone', namespace: 'web' }, spec: {} as never }
    const { spec } = pods('lone', '1Mi', 1).spec.template
    const { ifNodeDies, workloads } = plan({ ...pod, spec })
    const home = workloads[0]?.assigned[0]
    expect(ifNodeDies.filter(({ pending }) => pending.length > 0).map(({ node }) => node)).toEqual([home])
  })

  it('counts what k3s itself runs', () => {
    const { workloads } = planCapacity(testRendering())
    expect(workloads.map(({ app, ref }) => `${app} ${ref.name}`)).toEqual(['(k3s) coredns', '(k3s) metrics-server'])
  })

  it('hands out extended resources, each as often as a node has it', () => {
    const gpu = (name: string) =>
      testNode({ name, allocatable: { ...small(name).allocatable, extended: { 'nvidia.com/gpu': 1 } } })
    const cluster = testCluster({
      kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' },
      nodes: [small('a'), gpu('b'), gpu('c')],
    })
    const containers = [{ name: 'llm', image: 'a:1', resources: { limits: { 'nvidia.com/gpu': 1 } } }]
    const object = deployment('llm', 'a:1', { containers }, { replicas: 3 })
    const { workloads, pending } = planCapacity(testRendering({ cluster, objects: [object] }))
    const [llm] = workloads.filter(({ ref }) => ref.name === 'llm')
    expect(llm?.assigned).toEqual(['b', 'c'])
    expect(pending).toMatchObject([
      { pods: 1, reasons: [{ node: 'a', detail: 'nvidia.com/gpu: needs 1, 0 left' }, {}, {}] },
    ])
  })
})
