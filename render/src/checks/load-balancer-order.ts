import type { App, LoadBalancer } from '@ainur/constructs'
import type { Check } from '../model/rendering.ts'
import { asMap } from '../model/shape.ts'
import { findingAbout } from './finding-about.ts'

/**
 * A Service of type LoadBalancer stays pending until something gives it an address, and Argo CD waits for it: what does
 * so must come in an earlier wave.
 */
export const loadBalancerOrderCheck: Check = {
  id: 'load-balancer-order',
  run({ apps, objects, waves }) {
    const balancers = apps.filter(isLoadBalancer)
    return objects.flatMap(({ app, object }) => {
      if (object.apiVersion !== 'v1' || object.kind !== 'Service') return []
      if (asMap(object.spec).type !== 'LoadBalancer') return []
      const finding = (rule: string, message: string, remedy: string) => [
        findingAbout(object, rule, 'error', 'spec.type', message, remedy),
      ]
      if (balancers.length === 0) {
        return finding(
          'load-balancer-missing',
          'type LoadBalancer, but no app of this cluster gives Services their address',
          'add an app that does, such as KubeVip, and hand it to this one',
        )
      }
      const wave = waves.get(app) ?? 0
      const early = balancers.filter(
        (balancer) => (waves.get(balancer.appName) ?? 0) < wave || balancer.appName === app,
      )
      if (early.length > 0) return []
      const names = balancers.map(({ appName }) => `${appName} (wave ${waves.get(appName) ?? 0})`).join(', ')
      return finding(
        'load-balancer-late',
        `it stands in ${app} (wave ${wave}), which does not come after what gives it an address: ${names}`,
        `hand the load balancer to ${app}: a reference makes it come later`,
      )
    })
  },
}

/** By the role that an app plays, whatever its name. */
function isLoadBalancer(app: App): app is LoadBalancer {
  return typeof (app as Partial<LoadBalancer>).serviceFields === 'function'
}
