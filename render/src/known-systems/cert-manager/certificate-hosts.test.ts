import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { certificateHostsCheck } from './certificate-hosts.ts'

const certificate = (spec: object, secretName = 'tls') => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'web', namespace: 'web' },
  spec: { secretName, ...spec },
})
const ingress = (host: string, hosts?: string[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'web' },
  spec: { rules: [{ host }], tls: [{ secretName: 'tls', ...(hosts ? { hosts } : {}) }] },
})
const run = (...objects: KubeObject[]) => certificateHostsCheck.run(testRendering({ objects }))

describe('certificateHostsCheck', () => {
  it('fires for a host that the certificate does not name', () => {
    expect(run(certificate({ dnsNames: ['web.lab'] }), ingress('wbe.lab', ['wbe.lab']))).toMatchObject([
      {
        rule: 'certificate-host-missing',
        severity: 'warning',
        path: 'spec.tls[0]',
        message: 'Certificate web/web is not made out to wbe.lab, but to web.lab: browsers refuse it',
      },
    ])
    expect(run(certificate({ dnsNames: ['web.lab'] }), ingress('wbe.lab'))).toHaveLength(1)
    expect(run(certificate({ dnsNames: ['*.lab'] }), ingress('a.web.lab'))).toHaveLength(1)
    expect(run(certificate({ commonName: 'web.lab', dnsNames: ['a.lab'] }), ingress('web.lab'))).toHaveLength(1)
  })

  it.each([
    ['by name', { dnsNames: ['a.lab', 'web.lab'] }],
    ['by a wildcard', { dnsNames: ['*.lab'] }],
  ])('accepts a host that the certificate covers %s', (_, spec) => {
    expect(run(certificate(spec), ingress('web.lab', ['web.lab']))).toEqual([])
  })

  it('leaves alone what another Secret serves', () => {
    expect(run(certificate({ dnsNames: ['a.lab'] }, 'other'), ingress('web.lab'))).toEqual([])
  })
})
