import type { PodSpecLike, Taint } from '@ainur/constructs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesRequirement } from './match-expression.ts'
import { podRequests } from './pod-requests.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import { eligibleNodes } from './testing/eligible-nodes.ts'

function node(name: string, labels: Record<string, string> = {}, taints: Taint[] = []): SchedulingNode {
  return {
    name,
    labels,
    taints,
    allocatable: { cpuMillis: 1000, memoryBytes: 1000, ephemeralStorageBytes: 1000, pods: 10 },
  }
}

function pod(spec: Record<string, unknown> = {}, requests?: Record<string, string>): PodSpecLike {
  return { containers: [{ name: 'a', image: 'a:1', resources: { requests } }], ...spec }
}

function names(spec: PodSpecLike, nodes: SchedulingNode[], workloadType?: 'per-node' | 'replicated'): string[] {
  return eligibleNodes(spec, nodes, workloadType).eligible.map(({ name }) => name)
}

function required(...nodeSelectorTerms: unknown[]): PodSpecLike {
  return pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } })
}

describe('matchesRequirement', () => {
  const labels = { size: '10', disk: 'nvme' }
  it.each([
    ['In', 'disk', ['sd', 'nvme'], true],
    ['In', 'disk', [], false],
    ['In', 'none', ['sd'], false],
    ['NotIn', 'disk', ['nvme'], false],
    ['NotIn', 'disk', ['sd'], true],
    ['NotIn', 'none', ['sd'], true],
    ['Exists', 'disk', undefined, true],
    ['Exists', 'none', undefined, false],
    ['Exists', 'toString', undefined, false],
    ['DoesNotExist', 'disk', undefined, false],
    ['DoesNotExist', 'none', undefined, true],
    ['Gt', 'size', ['9'], true],
    ['Gt', 'size', ['10'], false],
    ['Lt', 'size', ['11'], true],
    ['Lt', 'none', ['11'], false],
    ['Gt', 'disk', ['1'], false],
    ['Gt', 'size', ['9.5'], false],
    ['Gt', 'size', ['1', '2'], false],
    ['Gt', 'size', ['-9223372036854775808'], true],
    ['Gt', 'size', ['-9223372036854775809'], false],
    ['Near', 'size', ['1'], false],
  ])('%s %s %j: %s', (operator, key, values, expected) => {
    expect(matchesRequirement({ key, operator, values }, labels)).toBe(expected)
  })

  it('makes In and NotIn, and Exists and DoesNotExist, exact opposites', () => {
    const text = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(fc.dictionary(text, text), text, fc.array(text, { minLength: 1 }), (labels, key, values) => {
        const is = (operator: string, given?: string[]) => matchesRequirement({ key, operator, values: given }, labels)
        expect(is('In', values)).toBe(!is('NotIn', values))
        expect(is('Exists')).toBe(!is('DoesNotExist'))
      }),
    )
  })
})

describe('eligibleNodes', () => {
  const nodes = [node('a', { disk: 'nvme' }), node('b', { disk: 'sd' }), node('c')]

  it('takes every node for a pod that asks for nothing', () => {
    expect(names(pod(), nodes)).toEqual(['a', 'b', 'c'])
  })

  it('wants every entry of the node selector', () => {
    expect(names(pod({ nodeSelector: { disk: 'nvme' } }), nodes)).toEqual(['a'])
    expect(names(pod({ nodeSelector: { disk: 'nvme', other: 'x' } }), nodes)).toEqual([])
  })

  it('takes terms as alternatives, expressions and fields in a term together, and an empty term as nothing', () => {
    const nvme = { key: 'disk', operator: 'In', values: ['nvme'] }
    const nameIs = (name: string) => ({ key: 'metadata.name', operator: 'In', values: [name] })
    expect(names(required({ matchExpressions: [nvme] }, { matchFields: [nameIs('c')] }), nodes)).toEqual(['a', 'c'])
    expect(names(required({ matchExpressions: [nvme], matchFields: [nameIs('b')] }), nodes)).toEqual([])
    expect(names(required({}), nodes)).toEqual([])
    expect(names(required(), nodes)).toEqual([])
    expect(
      names(required({ matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['a'] }] }), nodes),
    ).toEqual(['b', 'c'])
    expect(names(required({ matchFields: [{ key: 'spec.x', operator: 'NotIn', values: ['a'] }] }), nodes)).toEqual([])
  })

  it.each([
    ['NoSchedule', []],
    ['NoExecute', []],
    ['PreferNoSchedule', ['t']],
  ] as const)('a %s taint leaves %j', (effect, expected) => {
    expect(names(pod(), [node('t', {}, [{ key: 'k', value: 'v', effect }])])).toEqual(expected)
  })

  it.each([
    [{ key: 'k', value: 'v' }, true],
    [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }, true],
    [{ key: 'k', operator: 'Equal', value: 'w' }, false],
    [{ key: 'k', operator: 'Exists' }, true],
    [{ key: 'k', operator: 'Exists', effect: 'NoExecute' }, false],
    [{ operator: 'Exists' }, true],
    [{ key: 'other', operator: 'Exists' }, false],
    [{ key: 'k' }, false],
  ])('the toleration %j covers k=v:NoSchedule: %s', (toleration, expected) => {
    const tainted = [node('t', {}, [{ key: 'k', value: 'v', effect: 'NoSchedule' }])]
    expect(names(pod({ tolerations: [toleration] }), tainted).length === 1).toBe(expected)
  })

  it('gives DaemonSets the tolerations that their controller adds, for the host network one more', () => {
    const cordoned = [{ ...node('t'), unschedulable: true }]
    expect(names(pod(), cordoned)).toEqual([])
    expect(names(pod(), cordoned, 'per-node')).toEqual(['t'])
    const offline = [node('t', {}, [{ key: 'node.kubernetes.io/network-unavailable', effect: 'NoSchedule' }])]
    expect(names(pod(), offline, 'per-node')).toEqual([])
    expect(names(pod({ hostNetwork: true }), offline, 'per-node')).toEqual(['t'])
  })

  it('sends a pod with nodeName there, past NoSchedule but not past NoExecute', () => {
    const taint = (effect: Taint['effect']) => [node('t', {}, [{ key: 'k', effect }]), node('u')]
    expect(names(pod({ nodeName: 't' }), taint('NoSchedule'))).toEqual(['t'])
    expect(names(pod({ nodeName: 't' }), taint('NoExecute'))).toEqual([])
  })

  it('compares only the resources that are asked for', () => {
    expect(names(pod({}, { cpu: '1' }), [node('a')])).toEqual(['a'])
    expect(names(pod({}, { cpu: '1001m' }), [node('a')])).toEqual([])
    const full = { ...node('a'), allocatable: { cpuMillis: -5, memoryBytes: -5, ephemeralStorageBytes: 0, pods: 1 } }
    expect(names(pod(), [full])).toEqual(['a'])
    expect(names(pod({}, { 'example.com/device': '1' }), [node('a')])).toEqual([])
  })

  it('says for every node that it leaves out which constraint did it', () => {
    const { excluded } = eligibleNodes(pod({ nodeSelector: { disk: 'nvme' } }, { memory: '2k' }), nodes)
    expect(excluded).toEqual([
      { node: 'a', constraint: 'resources', detail: 'memory: needs 2 KiB, 1000 bytes left' },
      { node: 'b', constraint: 'node-affinity', detail: 'nodeSelector wants disk=nvme, the node has "sd"' },
      { node: 'c', constraint: 'node-affinity', detail: 'nodeSelector wants disk=nvme, the node has no such label' },
    ])
  })
})

describe('podRequests', () => {
  const container = (cpu: string, extra: Record<string, unknown> = {}) => {
    return { name: 'a', image: 'a:1', resources: { requests: { cpu } }, ...extra }
  }
  const sidecar = (cpu: string) => container(cpu, { restartPolicy: 'Always' })
  it.each([
    ['the sum of containers', { containers: [container('100m'), container('200m')] }, 300],
    [
      'the largest init container if it is more',
      { initContainers: [container('400m'), container('50m')], containers: [container('100m')] },
      400,
    ],
    ['sidecars beside containers', { initContainers: [sidecar('100m')], containers: [container('200m')] }, 300],
    [
      'sidecars started before an init container beside it',
      { initContainers: [sidecar('100m'), container('400m')], containers: [container('1m')] },
      500,
    ],
    [
      'only those started before it',
      { initContainers: [container('400m'), sidecar('100m')], containers: [container('1m')] },
      400,
    ],
    ['the overhead on top', { overhead: { cpu: '10m' }, containers: [container('100m')] }, 110],
    [
      'a limit for a missing request',
      { containers: [{ name: 'a', image: 'a:1', resources: { limits: { cpu: '70m' } } }] },
      70,
    ],
    [
      'requests of the whole pod instead of its containers',
      { resources: { requests: { cpu: '1' } }, containers: [container('100m')] },
      1000,
    ],
  ])('counts %s', (_, spec, cpuMillis) => {
    expect(podRequests(spec as PodSpecLike).cpuMillis).toBe(cpuMillis)
  })
})
