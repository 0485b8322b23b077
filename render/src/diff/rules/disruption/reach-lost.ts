import { asText, specOf } from '../../../model/shape.ts'
import { removalOf } from '../../effects/removal.ts'
import type { DiffContext, DiffFinding, ObjectChange, Tree, TreeObject } from '../../model.ts'
import { ingressHosts, routeKinds } from '../../reading/published-route.ts'
import { rule } from './rule.ts'

/** Addresses and hosts that nothing answers any more. */
export function* reachLost(change: ObjectChange, { owners, trees }: DiffContext): Generator<DiffFinding> {
  const { before, after } = change
  if (!before || (change.change !== 'changed' && removalOf(before, owners, trees.head).outcome === 'kept')) return
  const kind = `${before.group}/${before.ref.kind}`
  if (kind === '/Service' && isLoadBalancer(before) && !(after && isLoadBalancer(after))) {
    const message = `The Service gives back its address outside the cluster (LoadBalancer${asText(specOf(before.value).loadBalancerIP) ? ` ${specOf(before.value).loadBalancerIP}` : ''}): whoever uses it is cut off.`
    const remedy = 'Move its users (DNS records, port forwards, other machines) first.'
    yield rule.finding(before.ref, after ? 'spec.type' : '', message, remedy)
  }
  if (kind !== 'networking.k8s.io/Ingress') return
  const kept = new Set(after ? ingressHosts(after.value) : [])
  const lost = [...new Set(ingressHosts(before.value))].filter(
    (host) => !kept.has(host) && !isServed(host, trees.head, before),
  )
  if (lost.length > 0) {
    const message = `Nothing answers ${lost.join(', ')} any more.`
    const remedy = 'Make sure that nobody uses the name: bookmarks, clients, sign-in addresses.'
    yield rule.finding(before.ref, after ? 'spec.rules' : '', message, remedy)
  }
}

function isLoadBalancer({ value }: TreeObject): boolean {
  return specOf(value).type === 'LoadBalancer'
}

/** Whether another route answers for `host`, of any kind: its text is enough. */
function isServed(host: string, tree: Tree, except: TreeObject): boolean {
  if (
    tree
      .ofKind('networking.k8s.io', 'Ingress')
      .some((each) => each.id !== except.id && ingressHosts(each.value).includes(host))
  )
    return true
  return routeKinds().some(([group, kind]) => tree.mentioning(group, kind, host).length > 0)
}
