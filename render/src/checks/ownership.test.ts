import { describe, expect, it } from 'vitest'
import { inApp, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { ownershipCheck } from './ownership.ts'

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'web' } }

describe('ownershipCheck', () => {
  it('fires once for an object that two apps make, and names both', () => {
    const findings = ownershipCheck.run(testRendering({ objects: [inApp('web', object), inApp('dex', object)] }))
    expect(findings).toMatchObject([{ rule: 'ownership-duplicate', severity: 'error', object: { name: 'a' } }])
    expect(findings[0]?.message).toMatch(/^dex .* web /)
  })

  it('sees one object in two versions of its group', () => {
    const [v1, beta] = ['v1', 'v1beta1'].map((version) => ({ ...object, apiVersion: `example.com/${version}` }))
    expect(ownershipCheck.run(testRendering({ objects: [v1 ?? object, beta ?? object] }))).toHaveLength(1)
  })

  it('accepts the same name in another namespace, kind or group', () => {
    const objects = [
      object,
      { ...object, metadata: { name: 'a', namespace: 'dex' } },
      { ...object, kind: 'Secret' },
      { ...object, apiVersion: 'example.com/v1' },
    ]
    expect(ownershipCheck.run(testRendering({ objects }))).toEqual([])
  })

  it('fires for a Secret that is also a secret need', () => {
    const secret = { ...object, kind: 'Secret' }
    const apps = (tree: ConstructorParameters<typeof TestApp>[0]) =>
      void new TestApp(tree).addSecretNeed({ name: 'a', keys: {}, why: '' })
    expect(ownershipCheck.run(testRendering({ objects: [secret], apps }))).toHaveLength(1)
    expect(ownershipCheck.run(testRendering({ objects: [object], apps }))).toEqual([])
  })
})

describe('ownershipCheck: what hands the tree to Argo CD', () => {
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web', namespace: 'argocd' },
  }

  it('fires for an object of an app that the tree makes too', () => {
    const findings = ownershipCheck.run(testRendering({ objects: [application], applications: [application] }))
    expect(findings).toMatchObject([{ rule: 'ownership-duplicate', object: { kind: 'Application' } }])
  })
})

describe('ownershipCheck: what cert-manager writes', () => {
  const certificate = (name: string, secretName: string) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: 'web' },
    spec: { secretName },
  })
  const run = (...objects: Parameters<typeof inApp>[1][]) =>
    ownershipCheck.run(testRendering({ objects })).map(({ object: { name }, path }) => `${name} ${path}`)

  it('fires for two Certificates, or a Certificate and somebody else, that make one Secret', () => {
    expect(run(certificate('a', 'tls'), certificate('b', 'tls'))).toEqual(['b spec.secretName'])
    expect(run({ ...object, kind: 'Secret' }, certificate('b', 'a'))).toEqual(['b spec.secretName'])
    const apps = (tree: ConstructorParameters<typeof TestApp>[0]) =>
      void new TestApp(tree).addSecretNeed({ name: 'tls', keys: {}, why: '' })
    expect(ownershipCheck.run(testRendering({ objects: [certificate('a', 'tls')], apps }))).toHaveLength(1)
  })

  it('accepts a Secret for each', () => {
    expect(run(certificate('a', 'a-tls'), certificate('b', 'b-tls'), object)).toEqual([])
  })
})
