import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { serverCertificatesCheck } from './server-certificates.ts'

const issuer = (spec: object, kind = 'ClusterIssuer') => ({
  apiVersion: 'cert-manager.io/v1',
  kind,
  metadata: { name: 'lab', ...(kind === 'Issuer' ? { namespace: 'web' } : {}) },
  spec,
})
const authority = issuer({ ca: { secretName: 'root' } })
const usages = ['digital signature', 'key encipherment', 'server auth']
const certificate = (spec: object) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'web', namespace: 'web' },
  spec: {
    secretName: 'tls',
    dnsNames: ['web.lab'],
    usages,
    issuerRef: { name: 'lab', kind: 'ClusterIssuer' },
    ...spec,
  },
})
const ingress = (annotations: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'web', annotations: annotations as Record<string, string> },
  spec: { tls: [{ hosts: ['web.lab'], secretName: 'tls' }] },
})
const serving = (kind: string, spec: object) => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind,
  metadata: { name: 'route', namespace: 'web' },
  spec,
})
const run = (...objects: KubeObject[]) => serverCertificatesCheck.run(testRendering({ objects }))
const pathsOf = (...objects: KubeObject[]) => run(...objects).map(({ path }) => path)

describe('serverCertificatesCheck', () => {
  it('fires for a Certificate whose usages are left to cert-manager', () => {
    expect(run(authority, certificate({ usages: undefined }))).toMatchObject([
      {
        rule: 'certificate-unfit-for-servers',
        severity: 'warning',
        object: { kind: 'Certificate', name: 'web' },
        path: 'spec.usages',
        message:
          'Certificate web/web has no usages, without server auth, though it is made out to hosts: iPhones and Macs refuse it',
      },
    ])
  })

  it.each([
    ['an Ingress', ingress({})],
    ['a route of Traefik', serving('IngressRoute', { tls: { secretName: 'tls' } })],
    ["Traefik's default certificate", serving('TLSStore', { defaultCertificate: { secretName: 'tls' } })],
  ])('fires for one that %s serves though it is for clients', (_, route) => {
    const clients = certificate({ usages: ['digital signature', 'client auth'] })
    expect(pathsOf(authority, clients, route)).toEqual(['spec.usages'])
    expect(pathsOf(authority, clients)).toEqual([])
  })

  it('fires for a Certificate that names its host in commonName alone, and for one that is valid for too long', () => {
    expect(pathsOf(authority, certificate({ dnsNames: undefined, commonName: 'web.lab' }))).toEqual(['spec.dnsNames'])
    expect(pathsOf(authority, certificate({ duration: '19801h' }))).toEqual(['spec.duration'])
    expect(pathsOf(authority, certificate({ duration: '19800h' }))).toEqual([])
  })

  it('says all that is wrong with one at once', () => {
    expect(pathsOf(authority, certificate({ usages: undefined, duration: '87600h' }))).toEqual([
      'spec.usages',
      'spec.duration',
    ])
  })

  it('fires for what an Ingress asks for by its annotations', () => {
    const asked = { 'cert-manager.io/cluster-issuer': 'lab' }
    expect(run(authority, ingress(asked))).toMatchObject([
      { object: { kind: 'Ingress' }, path: 'metadata.annotations["cert-manager.io/usages"]' },
    ])
    expect(pathsOf(authority, ingress({ ...asked, 'cert-manager.io/usages': usages.join(',') }))).toEqual([])
    expect(pathsOf(authority, ingress({ 'cert-manager.io/issuer': 'lab' }))).toEqual([])
    expect(pathsOf(issuer({ selfSigned: {} }, 'Issuer'), ingress({ 'cert-manager.io/issuer': 'lab' }))).toHaveLength(1)
  })

  it.each([
    ['is complete', authority, {}],
    ['may be used for anything', authority, { usages: ['any'] }],
    ['is a CA', authority, { usages: undefined, isCA: true }],
    ['only pods meet', authority, { usages: undefined, dnsNames: ['web', 'web.web.svc', 'web.web.svc.cluster.local'] }],
    ['is for clients', authority, { usages: ['client auth'] }],
    ['comes from ACME', issuer({ acme: {} }), { usages: undefined, duration: '87600h' }],
    ['comes from an issuer that is not in the tree', ingress({}), { usages: undefined }],
  ])('leaves alone a Certificate that %s', (_, other, spec) => {
    expect(run(other, certificate(spec))).toEqual([])
  })
})
