import { expect, it } from 'vitest'
import { hostDomainsCheck } from '../../checks/host-domains.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'

const ingress = (host: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'web' },
  spec: { rules: [{ host }] },
})
const issuer = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: 'public' },
  spec: { acme: { solvers: [{ selector: { dnsZones: ['example.org'] }, dns01: {} }] } },
}

it('takes a host for no typing mistake that lies below a domain which an issuer proves to be ours', () => {
  const rules = (host: string) =>
    hostDomainsCheck.run(testRendering({ objects: [ingress(host), issuer] })).map(({ rule }) => rule)
  // That nothing exposes it is another matter.
  expect(rules('web.example.org')).toEqual(['host-without-record'])
  expect(rules('web.example.net')).toEqual(['host-outside-domain'])
})
