import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { deployment, testRendering } from '../../pods/testing/test-rendering.ts'
import { referencesCheck } from '../references.ts'

const make = (apiVersion: string, kind: string, name: string, rest: object): KubeObject => {
  return { apiVersion, kind, metadata: { name, namespace: 'web' }, ...rest }
}
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }
const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'lab' }, spec: {} }

function paths(...objects: KubeObject[]) {
  return referencesCheck.run(testRendering({ objects: [namespace, issuer, ...objects] })).map(({ path }) => path)
}

const mounting = (volume: object) =>
  deployment('web', 'a:1', { volumes: [{ name: 'a', ...volume }], containers: [{ name: 'a', image: 'a:1' }] })
const fromSecret = (name: string, key: string) =>
  mounting({ secret: { secretName: name, items: [{ key, path: key }] } })

describe('what controllers make counts as there', () => {
  it.each([
    ['cert-manager.io/cluster-issuer', true],
    ['traefik.ingress.kubernetes.io/router.tls', false],
  ])('the certificate of an Ingress with the annotation %s: %s', (annotation, made) => {
    const ingress = make('networking.k8s.io/v1', 'Ingress', 'web', { spec: { tls: [{ secretName: 'web-tls' }] } })
    ingress.metadata.annotations = { [annotation]: 'lab' }
    expect(paths(ingress)).toEqual(made ? [] : ['spec.tls[0].secretName'])
  })

  it('the claims of a StatefulSet, by their ordinals', () => {
    const set = make('apps/v1', 'StatefulSet', 'db', {
      spec: { replicas: 2, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] },
    })
    const backup = (claimName: string) => mounting({ persistentVolumeClaim: { claimName } })
    expect(paths(set, backup('data-db-1'))).toEqual([])
    expect(paths(set, backup('data-db-2'))).toHaveLength(1)
  })

  it('a class that only ties claims to volumes', () => {
    const claim = make('v1', 'PersistentVolumeClaim', 'a', { spec: { storageClassName: 'nas', volumeName: 'nas' } })
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'nas' },
      spec: { storageClassName: 'nas' },
    }
    expect(paths(claim, volume)).toEqual([])
    expect(paths(claim)).toEqual(['spec.storageClassName', 'spec.volumeName'])
  })

  it('the token in the Secret of a ServiceAccount', () => {
    const secret = (type: string) => make('v1', 'Secret', 'token', { type })
    expect(paths(secret('kubernetes.io/service-account-token'), fromSecret('token', 'token'))).toEqual([])
    expect(paths(secret('Opaque'), fromSecret('token', 'token'))).toHaveLength(1)
  })

  it('the Secrets of SealedSecrets and ExternalSecrets', () => {
    const sealed = make('bitnami.com/v1alpha1', 'SealedSecret', 'login', { spec: { encryptedData: { password: 'x' } } })
    const external = make('external-secrets.io/v1', 'ExternalSecret', 'a', { spec: { target: { name: 'login' } } })
    expect(paths(sealed, fromSecret('login', 'password'))).toEqual([])
    expect(paths(sealed, fromSecret('login', 'user'))).toHaveLength(1)
    expect(paths(external, fromSecret('login', 'user'))).toEqual([])
    expect(paths(external, fromSecret('a', 'user'))).toHaveLength(2)
  })
})
