import { defineRule, type Finding } from '@ainur/constructs/finding'
import { knownAbout } from '../known-systems/known-systems.ts'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { asMap, numberedMaps } from '../model/shape.ts'

const hostOutsideDomain = defineRule('host-outside-domain', 'warning', {
  title: "an Ingress serves a host that is not below the cluster's `domain`",
  why: 'It is mostly a typing mistake: your DNS does not answer for that host.',
  remedy: "Write `this.cluster.host('name')`, or accept it for a second domain of yours.",
})

const hostWithoutRecord = defineRule('host-without-record', 'warning', {
  title: 'an Ingress serves a host that no app exposes',
  why: 'The host is in no DNS record, neither in `index.json` nor inside the cluster.',
  remedy: 'Use `expose()`, or `addExposure()` of the tree for an Ingress that something else makes.',
})

/**
 * Hosts lie below the domain of the cluster, which the owner's DNS knows, or below another that is proved to be the owner's
 * (one elsewhere is mostly a typing mistake), and have a record.
 */
export const hostDomainsCheck: Check = {
  rules: [hostOutsideDomain, hostWithoutRecord],
  run({ cluster: { domain }, exposures, objects }) {
    const recorded = new Set(exposures.map(({ host }) => host))
    const told = new Set<string>()
    const own = [domain, ...objects.flatMap(({ object }) => ownDomains(object))]
    return objects.flatMap(({ object }) =>
      hostsOf(object).flatMap(({ host, path }): Finding[] => {
        // A redirect beside it serves the same host.
        if (told.has(host)) return []
        told.add(host)
        if (!own.some((each) => host === each || host.endsWith(`.${each}`)))
          return [outside(object, path, host, domain)]
        // The hosts below a wildcard have records of their own.
        return recorded.has(host) || host.startsWith('*') ? [] : [unrecorded(object, path, host)]
      }),
    )
  },
}

function ownDomains(object: KubeObject): readonly string[] {
  return knownAbout(`${groupOf(object.apiVersion)}/${object.kind}`, (system) => system.ownDomains).flatMap((read) =>
    read(object),
  )
}

function hostsOf(object: KubeObject): { readonly host: string; readonly path: string }[] {
  if (object.kind !== 'Ingress' || groupOf(object.apiVersion) !== 'networking.k8s.io') return []
  return numberedMaps(asMap(object.spec).rules).flatMap(([index, { host }]) =>
    typeof host === 'string' ? [{ host, path: `spec.rules[${index}].host` }] : [],
  )
}

function outside(object: KubeObject, path: string, host: string, domain: string): Finding {
  const label = host.replace(/^\*?\.|\..*$/g, '') || 'web'
  const message = `"${host}" is not below ${domain}, the domain of the cluster`
  const remedy = `write this.cluster.host('${label}'); or, if the other domain is meant, give your DNS a record for it and accept this`
  return hostOutsideDomain.finding(objectRef(object), path, message, remedy)
}

function unrecorded(object: KubeObject, path: string, host: string): Finding {
  const message = `no app exposes "${host}": it is not among the DNS records, and does not resolve in the cluster`
  const remedy =
    'let expose() of the ingress controller make the Ingress, with record and certificate; or tell of it with addExposure() of the tree'
  return hostWithoutRecord.finding(objectRef(object), path, message, remedy)
}
