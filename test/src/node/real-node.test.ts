import { describe, expect, it } from 'vitest'
import { asRealNode, splitNodes } from './real-node.ts'

const node = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'example.com/disk': 'nvme' } },
  spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
  status: { capacity: { cpu: '4' } },
})

describe('a real node', () => {
  it('keeps labels and taints; what the kubelet finds out is left to it', () => {
    expect(asRealNode(node('one'))).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'one', labels: { 'example.com/disk': 'nvme', 'test.ainur.tools/simulated': 'false' } },
      spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
    })
  })

  it('is told from those that are simulated', () => {
    const [a, b, c] = [node('a'), asRealNode(node('b')), node('c')]
    expect(splitNodes([a, b, c])).toEqual({ real: b, simulated: [a, c] })
  })

  it('is the only one', () => {
    expect(() => splitNodes([node('a')])).toThrow(
      '0 nodes are marked as real; the node provider runs exactly one: pass one of them through asRealNode()',
    )
    expect(() => splitNodes([asRealNode(node('a')), asRealNode(node('b'))])).toThrow(
      '2 nodes are marked as real (a, b)',
    )
  })
})
