import { describe, expect, it } from 'vitest'
import { testRendering } from '../pods/testing/test-rendering.ts'
import { hostDomainsCheck } from './host-domains.ts'

const ingress = (name: string, ...hosts: (string | undefined)[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'web' },
  spec: { rules: hosts.map((host) => ({ ...(host ? { host } : {}) })) },
})
const { domain } = testRendering({}).cluster
const exposed = (host: string) => ({ app: 'web', host, address: '192.168.20.200', url: `https://${host}` })

function run(...objects: ReturnType<typeof ingress>[]) {
  const exposures = [domain, `web.${domain}`, `a.web.${domain}`].map(exposed)
  return hostDomainsCheck.run({ ...testRendering({ objects }), exposures })
}

describe('hostDomainsCheck', () => {
  it('fires once for a host outside of the domain that two Ingresses serve', () => {
    const host = `photos.${domain.slice(0, -1)}`
    expect(run(ingress('web', `web.${domain}`, host), ingress('web-http', host))).toEqual([
      {
        rule: 'host-outside-domain',
        severity: 'warning',
        object: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'web', name: 'web' },
        path: 'spec.rules[1].host',
        message: `"${host}" is not below ${domain}, the domain of the cluster`,
        remedy:
          "write this.cluster.host('photos'); or, if the other domain is meant, give your DNS a record for it and accept this",
      },
    ])
  })

  it('fires for a host that only ends like the domain', () => {
    expect(run(ingress('web', `my${domain}`))).toHaveLength(1)
  })

  it('fires once for a host that nothing exposes, which thus has no record', () => {
    expect(run(ingress('web', `raw.${domain}`), ingress('web-http', `raw.${domain}`))).toEqual([
      {
        rule: 'host-without-record',
        severity: 'warning',
        object: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'web', name: 'web' },
        path: 'spec.rules[0].host',
        message: `no app exposes "raw.${domain}": it is not among the DNS records, and does not resolve in the cluster`,
        remedy:
          'let expose() of the ingress controller make the Ingress, with record and certificate; or tell of it with addExposure() of the tree',
      },
    ])
  })

  it('is content with the domain itself, what is below it at any depth, wildcards, and rules for every host', () => {
    expect(run(ingress('web', domain, `web.${domain}`, `a.web.${domain}`, `*.${domain}`, undefined))).toEqual([])
  })
})
