import type { App, LoadBalancer } from '@ainur/constructs'
import { defineRule, type Rule } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { Check } from '../model/rendering.ts'
import { asMap } from '../model/shape.ts'

const loadBalancerMissing = defineRule('load-balancer-missing', 'error', {
  title: 'the cluster has a Service of type LoadBalancer, and no app gives addresses',
  why: 'The Service stays pending, and Argo CD waits for it.',
  remedy: 'Add an app that gives addresses, and hand it to this one.',
})

const loadBalancerLate = defineRule('load-balancer-late', 'error', {
  title: 'the app that gives addresses is not in an earlier wave than a Service of type LoadBalancer',
  why: 'Argo CD waits for the Service before it comes to the app that would give it an address.',
  remedy: 'Hand the load balancer to the app: a reference makes the app come later.',
})

/**
 * A Service of type LoadBalancer stays pending until something gives it an address, and Argo CD waits for it: what does
 * so must come in an earlier wave.
 */
export const loadBalancerOrderCheck: Check = {
  rules: [loadBalancerMissing, loadBalancerLate],
  run({ apps, objects, waves }) {
    const balancers = apps.filter(isLoadBalancer)
    return objects.flatMap(({ app, object }) => {
      if (object.apiVersion !== 'v1' || object.kind !== 'Service') return []
      if (asMap(object.spec).type !== 'LoadBalancer') return []
      const finding = (rule: Rule, message: string, remedy: string) => [
        rule.finding(objectRef(object), 'spec.type', message, remedy),
      ]
      if (balancers.length === 0) {
        return finding(
          loadBalancerMissing,
          'it is of type LoadBalancer, but no app of this cluster gives Services their address',
          'add an app that does, as apps/ainur has one, and hand it to this one',
        )
      }
      const wave = waves.get(app) ?? 0
      const early = balancers.filter(
        (balancer) => (waves.get(balancer.appName) ?? 0) < wave || balancer.appName === app,
      )
      if (early.length > 0) return []
      const names = balancers.map(({ appName }) => `${appName} (wave ${waves.get(appName) ?? 0})`).join(', ')
      return finding(
        loadBalancerLate,
        `it belongs to ${app} (wave ${wave}), which does not come after what gives it an address: ${names}`,
        `hand the load balancer to ${app}: a reference makes it come later`,
      )
    })
  },
}

/** Recognised by its method, whatever the app is called. */
function isLoadBalancer(app: App): app is LoadBalancer {
  return typeof (app as Partial<LoadBalancer>).serviceFields === 'function'
}
