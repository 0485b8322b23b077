import { describe, expect, it } from 'vitest'
import { whyNodesNotReady } from './wait-for-nodes.ts'

const node = (name: string, status: string, taints: string[] = []) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  spec: { taints: taints.map((key) => ({ key, effect: 'NoSchedule' })) },
  status: { conditions: [{ type: 'Ready', status }] },
})

describe('whyNodesNotReady', () => {
  it('is content with ready nodes, whatever taints their owner gave them', () => {
    expect(whyNodesNotReady([node('a', 'True', ['example.com/quiet'])])).toEqual([])
  })

  it('names each that is not ready, or that Kubernetes keeps pods away from', () => {
    const nodes = [node('a', 'Unknown'), node('b', 'True', ['node.kubernetes.io/not-ready']), node('c', 'True')]
    expect(whyNodesNotReady(nodes)).toEqual(['a: Ready is Unknown', 'b: tainted node.kubernetes.io/not-ready'])
  })

  it('waits for those that have not registered, and for one when none is named', () => {
    expect(whyNodesNotReady([node('a', 'True')], ['a', 'b'])).toEqual(['b: does not exist'])
    expect(whyNodesNotReady([])).toEqual(['there are no nodes'])
  })

  it('has nothing to wait for in a cluster that is to have no nodes', () => {
    expect(whyNodesNotReady([], [])).toEqual([])
  })
})
