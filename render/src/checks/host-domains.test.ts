import { describe, expect, it } from 'vitest'
import { testRendering } from '../pods/testing/test-rendering.ts'
import { hostDomainsCheck } from './host-domains.ts'

const ingress = (name: string, ...hosts: (string | undefined)[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'web' },
  spec: { rules: hosts.map((host) => ({ ...(host ? { host } : {}) })) },
})
const rendering = (...objects: ReturnType<typeof ingress>[]) => testRendering({ objects })
const { domain } = rendering().cluster
const run = (...objects: ReturnType<typeof ingress>[]) => hostDomainsCheck.run(rendering(...objects))

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

  it('is content with the domain itself, what is below it at any depth, wildcards, and rules for every host', () => {
    expect(run(ingress('web', domain, `web.${domain}`, `a.web.${domain}`, `*.${domain}`, undefined))).toEqual([])
  })
})
