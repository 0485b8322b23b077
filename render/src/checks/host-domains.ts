import { groupOf } from '../model/group-of.ts'
import type { Check } from '../model/rendering.ts'
import { asMap, numberedMaps } from '../model/shape.ts'
import { findingAbout } from './finding-about.ts'

/** Hosts lie below the domain of the cluster, which the owner's DNS knows; one elsewhere is mostly a typing mistake. */
export const hostDomainsCheck: Check = {
  id: 'host-domains',
  run({ cluster: { domain }, objects }) {
    const told = new Set<string>()
    return objects.flatMap(({ object }) => {
      if (object.kind !== 'Ingress' || groupOf(object.apiVersion) !== 'networking.k8s.io') return []
      return numberedMaps(asMap(object.spec).rules).flatMap(([index, { host }]) => {
        if (typeof host !== 'string' || host === domain || host.endsWith(`.${domain}`) || told.has(host)) return []
        // A redirect beside it serves the same host.
        told.add(host)
        const better = host.replace(/^\*?\.|\..*$/g, '')
        return [
          findingAbout(
            object,
            'host-outside-domain',
            'warning',
            `spec.rules[${index}].host`,
            `"${host}" is not below ${domain}, the domain of the cluster`,
            `write this.cluster.host('${better || 'web'}'); or, if the other domain is meant, give your DNS a record for it and accept this`,
          ),
        ]
      })
    })
  },
}
