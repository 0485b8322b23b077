import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import type { UpstreamRelease } from '../../app/upstream-release.ts'
import { computeWaves } from '../../app/waves.ts'
import { CertManager } from '../cert-manager/cert-manager.ts'
import { TrustManager } from '../trust-manager/trust-manager.ts'
import { LabPki } from './lab-pki.ts'

class Consumer extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name)
  }
}

let tree: ClusterTree
let pki: LabPki

beforeEach(() => {
  tree = new ClusterTree(testCluster())
  const certManager = new CertManager(tree, 'cert-manager')
  pki = new LabPki(tree, 'lab-pki', {
    certManager,
    trustManager: new TrustManager(tree, 'trust-manager', { certManager }),
  })
})

describe('LabPki', () => {
  it('makes one issuer and a bundle that reads a copy of the root, never its Secret', () => {
    const roots = { configMap: { name: 'lab-ca-roots', key: 'ca.crt' } }
    expect(objectsOf(pki)).toEqual([
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: 'local-ca' },
        spec: { ca: { secretName: 'cluster-root-ca' } },
      },
      {
        apiVersion: 'trust.cert-manager.io/v1alpha1',
        kind: 'Bundle',
        metadata: { name: 'lab-ca' },
        spec: {
          sources: [roots],
          target: {
            configMap: { key: 'ca.crt' },
            namespaceSelector: { matchLabels: { 'ainur.home.arpa/ca': 'inject' } },
          },
        },
      },
    ])
  })

  it('needs the root as a Secret for the issuer and as a ConfigMap, without the key, for the bundles', () => {
    expect(pki.secretNeeds.map(({ kind, namespace, name, keys }) => ({ kind, namespace, name, keys }))).toEqual([
      {
        namespace: 'cert-manager',
        name: 'cluster-root-ca',
        keys: {
          'tls.crt': { from: 'lab-ca', part: 'certificate' },
          'tls.key': { from: 'lab-ca', part: 'private-key' },
        },
      },
      {
        kind: 'ConfigMap',
        namespace: 'cert-manager',
        name: 'lab-ca-roots',
        keys: { 'ca.crt': { from: 'lab-ca', part: 'certificate' } },
      },
    ])
  })

  it('issues a certificate in the namespace of its consumer, which comes after the PKI', () => {
    const dex = new Consumer(tree, 'dex')
    expect(pki.issue(dex, { name: 'dex', hosts: ['dex.ainur.home.arpa', '192.168.20.200'] })).toBe('dex-tls')
    expect(objectsOf(dex)).toEqual([
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'dex' },
        spec: {
          secretName: 'dex-tls',
          dnsNames: ['dex.ainur.home.arpa'],
          ipAddresses: ['192.168.20.200'],
          duration: '2160h0m0s',
          renewBefore: '720h0m0s',
          usages: ['digital signature', 'key encipherment', 'server auth'],
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          issuerRef: { name: 'local-ca', kind: 'ClusterIssuer', group: 'cert-manager.io' },
        },
      },
    ])
    expect(dex.provided).toEqual([
      { group: '', kind: 'Secret', namespace: 'dex', name: 'dex-tls', keys: ['tls.crt', 'tls.key', 'ca.crt'] },
    ])
    expect(Object.fromEntries(computeWaves(tree.apps))).toEqual({
      'cert-manager': 0,
      'trust-manager': 1,
      'lab-pki': 2,
      dex: 3,
    })
  })

  it('refuses a second certificate of the same name in one app', () => {
    const dex = new Consumer(tree, 'dex')
    pki.issue(dex, { name: 'dex', hosts: ['dex.ainur.home.arpa'] })
    expect(pki.issue(dex, { name: 'dex', hosts: ['other.ainur.home.arpa'] })).toBe('dex-tls')
    expect(dex.findings).toMatchObject([
      { path: 'certificates.dex', message: expect.stringMatching(/^dex asks twice for a certificate named "dex"/) },
    ])
  })

  it('injects the bundle by a label on the namespace and declares the ConfigMap that appears there', () => {
    const headlamp = new Consumer(tree, 'headlamp')
    pki.inject(headlamp)
    expect(headlamp.namespaceLabels).toEqual({ 'ainur.home.arpa/ca': 'inject' })
    expect(headlamp.provided).toEqual([
      { group: '', kind: 'ConfigMap', namespace: 'headlamp', name: 'lab-ca', keys: ['ca.crt'] },
    ])
  })

  it('makes the merged bundle once, when somebody asks for it', () => {
    const omni = new Consumer(tree, 'omni')
    pki.injectMerged(omni)
    pki.injectMerged(new Consumer(tree, 'other'))
    expect(omni.namespaceLabels).toEqual({ 'ainur.home.arpa/ca-merged': 'inject' })
    expect(objectOf(pki, 'Bundle', 'lab-ca-merged').spec).toEqual({
      sources: [{ useDefaultCAs: true }, { configMap: { name: 'lab-ca-roots', key: 'ca.crt' } }],
      target: {
        configMap: { key: 'ca-certificates.crt' },
        namespaceSelector: { matchLabels: { 'ainur.home.arpa/ca-merged': 'inject' } },
      },
    })
  })

  it('takes the labels of the Bundle selector from the cluster domain', () => {
    const other = new ClusterTree(testCluster({ domain: 'lab.internal' }))
    const certManager = new CertManager(other, 'cert-manager')
    const otherPki = new LabPki(other, 'lab-pki', {
      certManager,
      trustManager: new TrustManager(other, 'trust-manager', { certManager }),
    })
    expect(objectOf(otherPki, 'Bundle', 'lab-ca').spec.target.namespaceSelector.matchLabels).toEqual({
      'lab.internal/ca': 'inject',
    })
  })
})

function resourcesOf(release: UpstreamRelease | undefined, workload: string) {
  return release?.contents.workloads.find(({ name }) => name === workload)?.podSpec.containers[0]?.resources
}

describe('the upstream releases below the PKI', () => {
  it('declare resource requests and a memory limit for every container', () => {
    const workloads = tree.apps.flatMap((app) => app.releases).flatMap((release) => release.contents.workloads)
    const containers = workloads.flatMap(({ podSpec }) => [...(podSpec.initContainers ?? []), ...podSpec.containers])
    expect(containers).toHaveLength(5)
    for (const container of containers) {
      expect(container.resources?.requests?.memory, container.name).toBeDefined()
      expect(container.resources?.limits?.memory, container.name).toBeDefined()
      expect(container.resources?.limits?.cpu, container.name).toBeUndefined()
    }
  })

  it('pass the same resources as values that they declare', () => {
    const certManager = tree.apps.flatMap((app) => app.releases).find(({ name }) => name === 'cert-manager')
    expect(certManager?.source).toMatchObject({
      values: {
        resources: resourcesOf(certManager, 'cert-manager'),
        cainjector: { resources: resourcesOf(certManager, 'cert-manager-cainjector') },
        webhook: { resources: resourcesOf(certManager, 'cert-manager-webhook') },
      },
    })
  })

  it('stay within the one namespace that their project allows', () => {
    for (const app of tree.apps) {
      for (const { contents } of app.releases) expect(contents.namespaces).toEqual(['cert-manager'])
    }
  })
})
