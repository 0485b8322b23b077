import { readFileSync } from 'node:fs'
import { CertManager, ClusterTree, LabPki, TrustManager } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectOf } from '../../../constructs/src/app/testing/objects.ts'
import { testCluster } from '../../../constructs/src/app/testing/test-cluster.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { programProvider } from '../../src/programs/program-cluster.ts'
import { type ServedCertificate, whyRefused } from './certificate.ts'
import { startPki } from './start-pki.ts'
import { type StartedTree, startTree } from './start-tree.ts'
import { waitForReady } from './wait-for-ready.ts'

const skipped = await skipReason('programs', programProvider)

const group = 'cert-manager.io/v1'

/** The issuer as LabPki makes it for an intermediate, under another name than that of the tree. */
function withIntermediate(): KubeObject {
  const tree = new ClusterTree(testCluster())
  const certManager = new CertManager(tree, 'cert-manager')
  const trustManager = new TrustManager(tree, 'trust-manager', { certManager })
  const pki = new LabPki(tree, 'lab-pki', { certManager, trustManager, intermediate: true })
  return { ...objectOf(pki, 'ClusterIssuer', 'local-ca'), metadata: { name: 'second' } }
}

describe.skipIf(skipped)('cert-manager and trust-manager, on the reference tree', () => {
  let started: StartedTree
  let certificates: readonly KubeObject[]

  beforeAll(async () => {
    started = await startTree('certificates')
    await startPki(started)
    certificates = started.tree.rendering.objects
      .filter(({ object }) => object.apiVersion === group && object.kind === 'Certificate')
      .map(({ object }) => object)
  })
  keepLogsOfFailures(() => started?.cluster)
  afterAll(() => started?.cluster.destroy())

  /** What is served with a certificate, to somebody who trusts what trust-manager handed out. */
  async function served({ metadata: { namespace = '' }, spec }: KubeObject): Promise<ServedCertificate> {
    const { api, family } = started.cluster
    const secret = await api.read({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name: spec.secretName } })
    return {
      chain: Buffer.from(secret.data['tls.crt'], 'base64').toString(),
      roots: (await bundleIn(namespace)) ?? started.ca.certificate,
      hosts: spec.dnsNames,
      directory: family.directory,
    }
  }

  async function bundleIn(namespace: string): Promise<string | undefined> {
    const key = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name: 'lab-ca' } }
    return (await started.cluster.api.find(key))?.data['ca.crt']
  }

  it('issue every certificate of the tree, from the issuer of the tree', async () => {
    expect(certificates.length).toBeGreaterThan(6)
    await waitForReady(started.cluster, [started.rendered('ClusterIssuer', '', 'local-ca'), ...certificates])
  })

  it('let every object of theirs pass their webhooks', async () => {
    const groups = /^(acme\.)?cert-manager\.io\/|^trust\.cert-manager\.io\//
    const theirs = started.tree.rendering.objects
      .map(({ object }) => object)
      .filter(({ apiVersion }) => groups.test(apiVersion))
    expect(theirs.length).toBeGreaterThan(certificates.length + 1)
    expect((await started.cluster.apply(theirs)).rejections).toEqual([])
  })

  it.each([
    [
      'a certificate that is to be renewed before it begins',
      (): KubeObject => {
        const [first] = certificates as [KubeObject]
        return { ...first, spec: { ...first.spec, duration: '2h0m0s', renewBefore: '3h0m0s' } }
      },
      /admission webhook "webhook.cert-manager.io" denied the request: spec.renewBefore/,
    ],
    [
      'a bundle that names no key of its source',
      (): KubeObject => {
        const bundle = started.rendered('Bundle', '', 'lab-ca')
        return { ...bundle, spec: { ...bundle.spec, sources: [{ configMap: { name: 'lab-ca-roots' } }] } }
      },
      /admission webhook "trust.cert-manager.io" denied the request.*key must be defined/,
    ],
  ])('would not let pass %s', async (_, wrong, message) => {
    await expect(started.cluster.api.apply(wrong(), { dryRun: true })).rejects.toThrow(message)
  })

  it('make certificates that OpenSSL and Apple take from a server', async () => {
    for (const certificate of certificates) {
      const { namespace, name } = certificate.metadata
      expect(await whyRefused(await served(certificate)), `${namespace}/${name}`).toEqual([])
    }
  })

  it('would make one that is refused, were it for clients', async () => {
    const [first] = certificates as [KubeObject]
    const wrong = {
      ...first,
      metadata: { name: 'for-clients', namespace: first.metadata.namespace },
      spec: { ...first.spec, secretName: 'for-clients', usages: ['client auth'] },
    }
    await started.cluster.api.apply(wrong)
    await waitForReady(started.cluster, [wrong])
    expect(await whyRefused(await served(wrong))).toEqual([
      expect.stringMatching(/OpenSSL: .*unsuitable certificate purpose/),
      'it is not for server authentication',
    ])
  })

  it('take an intermediate as well: who trusts the root alone accepts what it signed', async () => {
    const { api } = started.cluster
    const authority = {
      apiVersion: group,
      kind: 'Certificate',
      metadata: { namespace: 'cert-manager', name: 'intermediate' },
      // Where LabPki with `intermediate` reads it; the owner's workstation makes it in real life.
      spec: { ...certificates[0]?.spec, isCA: true, commonName: 'intermediate', secretName: 'cluster-intermediate-ca' },
    }
    await api.apply({ ...authority, spec: { ...authority.spec, dnsNames: undefined, usages: undefined } })
    await waitForReady(started.cluster, [authority])
    await api.apply(withIntermediate())
    const [first] = certificates as [KubeObject]
    const { namespace } = first.metadata
    const wanted = {
      ...first,
      metadata: { name: 'by-intermediate', namespace },
      spec: { ...first.spec, secretName: 'by-intermediate', issuerRef: { ...first.spec.issuerRef, name: 'second' } },
    }
    await api.apply(wanted)
    await waitForReady(started.cluster, [wanted])
    const { chain, ...visitor } = await served(wanted)
    expect(chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
    expect(await whyRefused({ chain, ...visitor })).toEqual([])
    const leaf = chain.slice(0, chain.indexOf('-----BEGIN', 1))
    expect(await whyRefused({ chain: leaf, ...visitor })).toEqual([
      expect.stringContaining('unable to get local issuer certificate'),
    ])
  })

  it('has a Secret go with its Certificate, as the values say', async () => {
    const { api } = started.cluster
    const key = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'dex', name: 'dex-tls' } }
    expect((await api.read(key)).metadata.ownerReferences).toMatchObject([{ kind: 'Certificate', name: 'dex' }])
  })

  it('put the root into every namespace that asks for it, and into no other', async () => {
    const { api } = started.cluster
    const label = Object.keys(
      started.rendered('Bundle', '', 'lab-ca').spec.target.namespaceSelector.matchLabels,
    )[0] as string
    const namespaces = (await api.list('v1', 'Namespace')).map(({ metadata }) => metadata)
    const asking = namespaces.filter(({ labels }) => labels?.[label] === 'inject').map(({ name }) => name)
    expect(asking.length).toBeGreaterThan(2)
    await waitForReady(started.cluster, [started.rendered('Bundle', '', 'lab-ca')], 'Synced')
    const having = (await api.list('v1', 'ConfigMap', { fieldSelector: 'metadata.name=lab-ca' })).map(
      ({ metadata }) => metadata.namespace,
    )
    expect(having.sort()).toEqual(asking.sort())
    for (const namespace of asking) expect(await bundleIn(namespace)).toBe(started.ca.certificate)
  })

  it('serve every pod that mounts the bundle', async () => {
    const mounting = started.tree.rendering.objects
      .map(({ object }) => object)
      .filter(({ spec }) =>
        spec?.template?.spec?.volumes?.some((volume: KubeObject) => volume.configMap?.name === 'lab-ca'),
      )
    expect(mounting.length).toBeGreaterThan(1)
    for (const { metadata } of mounting) expect(await bundleIn(metadata.namespace ?? ''), metadata.name).toBeDefined()
  })

  it('write nothing that they may not', () => {
    for (const name of ['cert-manager', 'cert-manager-webhook', 'trust-manager']) {
      const log = readFileSync(`${started.cluster.family.directory}/${name}.log`, 'utf8')
      expect(log.split('\n').filter((line) => /forbidden/i.test(line))).toEqual([])
    }
  })
})
