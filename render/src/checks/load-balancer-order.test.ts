import { describe, expect, it } from 'vitest'
import { TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { loadBalancerOrderCheck } from './load-balancer-order.ts'

class Balancer extends TestApp {
  serviceFields() {
    return { annotations: {} }
  }
}

function run(type: string, waves: Record<string, number>, withBalancer = true) {
  return loadBalancerOrderCheck
    .run(
      testRendering({
        waves,
        objects: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'web' }, spec: { type } }],
        apps: (tree) => {
          new TestApp(tree)
          if (withBalancer) new Balancer(tree, 'vip')
        },
      }),
    )
    .map(({ rule }) => rule)
}

describe('loadBalancerOrderCheck', () => {
  it('fires where no app gives addresses', () => {
    expect(run('LoadBalancer', {}, false)).toEqual(['load-balancer-missing'])
  })

  it('fires where what does so comes in the same or a later wave', () => {
    expect(run('LoadBalancer', { vip: 1, web: 1 })).toEqual(['load-balancer-late'])
    expect(run('LoadBalancer', { vip: 2, web: 1 })).toEqual(['load-balancer-late'])
  })

  it('accepts an earlier wave, and Services of another type', () => {
    expect(run('LoadBalancer', { vip: 0, web: 1 })).toEqual([])
    expect(run('ClusterIP', { vip: 2, web: 1 })).toEqual([])
  })
})
