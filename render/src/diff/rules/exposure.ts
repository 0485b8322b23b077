import { defineRule } from '@ainur/constructs/finding'
import { asMaps, asText, asTexts, specOf } from '../../model/shape.ts'
import type { DiffCheck, DiffFinding, TreeObject } from '../model.ts'
import { routeOf } from '../reading/published-route.ts'

const rule = defineRule('exposure', ['error', 'warning'], {
  title: 'something becomes reachable from outside the cluster',
  why: 'A new Ingress, route, LoadBalancer or NodePort opens a door from the LAN, or from the internet where the router forwards it. Without TLS, passwords travel in the clear; without the middleware that asks for a sign-in, everybody who finds the host is in.',
  remedy: 'Keep it inside the cluster, or put a sign-in in front.',
  accept: 'Accept it when the service is meant to be reached and checks who comes.',
})

/** Something that people outside the cluster can reach now, or with less in their way. */
export const exposure: DiffCheck = {
  rule,
  *run({ changes, trees }) {
    for (const { before, after } of changes) {
      if (!after) continue
      if (after.group === '' && after.ref.kind === 'Service') yield* service(before, after)
      const [old, now] = [before ? routeOf(before, trees.base) : undefined, routeOf(after, trees.head)]
      if (!now) continue
      const fresh = now.isRedirect ? [] : now.hosts.filter((host) => old?.isRedirect || !old?.hosts.includes(host))
      if (fresh.length > 0) {
        const message = `${fresh.join(', ')} becomes reachable${now.tls ? '' : ' without TLS'}${now.auth ? '' : '; nothing in the route asks for a sign-in'}.`
        const remedy = 'Make sure that the program itself asks who comes, or put a sign-in before it.'
        yield rule.finding(after.ref, now.path, message, remedy, 'warning')
      }
      if (old?.tls && !now.tls && !now.isRedirect) {
        const message = `${now.hosts.join(', ')} loses TLS: what is sent there, passwords included, travels in the clear.`
        yield rule.finding(after.ref, 'spec.tls', message, 'Keep the tls section.')
      }
      if (old?.auth && !now.auth && !now.isRedirect) {
        const message = `${now.hosts.join(', ')} loses its sign-in (${old.auth}): everybody who reaches the host gets in.`
        yield rule.finding(after.ref, now.authPath, message, 'Keep it, or make sure that the program asks for itself.')
      }
    }
  },
}

function* service(before: TreeObject | undefined, after: TreeObject): Generator<DiffFinding> {
  const [old, now] = [specOf(before?.value), specOf(after.value)]
  const type = asText(now.type) ?? 'ClusterIP'
  const ports = asMaps(now.ports).map(({ port, nodePort }) =>
    type === 'NodePort' && nodePort ? `${nodePort}` : String(port),
  )
  if (type !== (asText(old.type) ?? 'ClusterIP') && (type === 'LoadBalancer' || type === 'NodePort')) {
    const message = `The Service gets ${type === 'NodePort' ? 'a port on every node' : 'an address on the LAN'} (${type}, port ${ports.join(', ')}).`
    const remedy = 'Use ClusterIP and a route unless it has to be reached directly.'
    yield rule.finding(after.ref, 'spec.type', message, remedy, 'warning')
  } else if (type === 'LoadBalancer' || type === 'NodePort') {
    const known = new Set(asMaps(old.ports).map(({ port }) => port))
    const more = asMaps(now.ports).filter(({ port }) => !known.has(port))
    if (before && more.length > 0) {
      const message = `The ${type} Service opens further ports: ${more.map(({ port }) => port).join(', ')}.`
      yield rule.finding(after.ref, 'spec.ports', message, 'Check that what listens there may be reached.', 'warning')
    }
  }
  const addresses = asTexts(now.externalIPs).filter((each) => !asTexts(old.externalIPs).includes(each))
  if (addresses.length > 0) {
    const message = `The Service answers on ${addresses.join(', ')}.`
    const remedy = 'Prefer a LoadBalancer address from the pool.'
    yield rule.finding(after.ref, 'spec.externalIPs', message, remedy, 'warning')
  }
  if (asTexts(old.loadBalancerSourceRanges).length > 0 && asTexts(now.loadBalancerSourceRanges).length === 0) {
    const message = 'The limit on source addresses goes: everybody may connect.'
    yield rule.finding(after.ref, 'spec.loadBalancerSourceRanges', message, 'Keep the ranges.')
  }
}
