import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import type { UpstreamRelease } from '../../app/upstream-release.ts'
import { computeWaves } from '../../app/waves.ts'
import { CertManager } from '../cert-manager/cert-manager.ts'
import { TrustManager } from '../trust-manager/trust-manager.ts'
import { type Dns01, LabPki, type LabPkiProps } from './lab-pki.ts'

class Consumer extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name)
  }
}

let tree: ClusterTree
let pki: LabPki

function build(props: Partial<LabPkiProps> = {}) {
  const tree = new ClusterTree(testCluster())
  const certManager = new CertManager(tree, 'cert-manager')
  const trustManager = new TrustManager(tree, 'trust-manager', { certManager })
  return { tree, certManager, pki: new LabPki(tree, 'lab-pki', { certManager, trustManager, ...props }) }
}

beforeEach(() => {
  ;({ tree, pki } = build())
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

describe('LabPki with an intermediate', () => {
  it('signs with it, and leaves the key of the root outside; the bundles hold the root all the same', () => {
    const { pki } = build({ intermediate: true })
    expect(objectOf(pki, 'ClusterIssuer', 'local-ca').spec).toEqual({ ca: { secretName: 'cluster-intermediate-ca' } })
    expect(pki.secretNeeds.map(({ name, keys }) => [name, Object.values(keys)])).toEqual([
      [
        'cluster-intermediate-ca',
        [
          { from: 'lab-ca', part: 'intermediate-certificate' },
          { from: 'lab-ca', part: 'intermediate-private-key' },
        ],
      ],
      ['lab-ca-roots', [{ from: 'lab-ca', part: 'certificate' }]],
    ])
    expect(pki.findings).toEqual([])
  })
})

describe("LabPki with Let's Encrypt", () => {
  const cloudflare: Dns01 = { provider: 'cloudflare' }
  const withDomains = (domains: Record<string, Dns01>, more: object = {}) =>
    build({ letsEncrypt: { email: 'ada@lab-owner.org', domains, ...more } })

  it('has it sign for the hosts in and below domains of the owner, and the lab CA for all others', () => {
    const { pki, tree } = withDomains({ 'lab-owner.org': cloudflare })
    const consumer = new Consumer(tree, 'web')
    const issuers = ['lab-owner.org', 'a.b.lab-owner.org', 'web.ainur.home.arpa', 'not-lab-owner.org', '192.168.20.5']
    issuers.forEach((host, index) => void pki.issue(consumer, { name: `c${index}`, hosts: [host] }))
    const certificates = objectsOf(consumer)
    expect(certificates.map(({ spec }) => spec.issuerRef.name)).toEqual([
      'letsencrypt',
      'letsencrypt',
      'local-ca',
      'local-ca',
      'local-ca',
    ])
    expect(certificates[0].spec).toEqual({
      secretName: 'c0-tls',
      dnsNames: ['lab-owner.org'],
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    })
    // ACME hands out no root.
    expect(consumer.provided[0]?.keys).toEqual(['tls.crt', 'tls.key'])
  })

  it('refuses a certificate for hosts of both kinds', () => {
    const { pki, tree } = withDomains({ 'lab-owner.org': cloudflare })
    const consumer = new Consumer(tree, 'web')
    pki.issue(consumer, { name: 'both', hosts: ['web.lab-owner.org', 'web.ainur.home.arpa'] })
    expect(objectsOf(consumer)).toEqual([])
    expect(consumer.findings).toMatchObject([
      { path: 'certificates.both', message: expect.stringMatching(/a certificate has one issuer$/) },
    ])
  })

  it('makes one issuer with a solver for each thing that serves DNS, and asks for each credential once', () => {
    const { pki } = withDomains({
      'lab-owner.org': cloudflare,
      'lab-owner.net': cloudflare,
      'lab-owner.dev': { provider: 'cloudflare', secret: 'acme-work' },
      'lab-owner.io': { provider: 'route53', region: 'eu-central-1', hostedZoneID: 'Z1' },
    })
    expect(objectOf(pki, 'ClusterIssuer', 'letsencrypt').spec).toEqual({
      acme: {
        server: 'https://acme-v02.api.letsencrypt.org/directory',
        email: 'ada@lab-owner.org',
        privateKeySecretRef: { name: 'letsencrypt-account' },
        solvers: [
          {
            selector: { dnsZones: ['lab-owner.org', 'lab-owner.net'] },
            dns01: { cloudflare: { apiTokenSecretRef: { name: 'acme-cloudflare', key: 'api-token' } } },
          },
          {
            selector: { dnsZones: ['lab-owner.dev'] },
            dns01: { cloudflare: { apiTokenSecretRef: { name: 'acme-work', key: 'api-token' } } },
          },
          {
            selector: { dnsZones: ['lab-owner.io'] },
            dns01: {
              route53: {
                region: 'eu-central-1',
                hostedZoneID: 'Z1',
                accessKeyIDSecretRef: { name: 'acme-route53', key: 'access-key-id' },
                secretAccessKeySecretRef: { name: 'acme-route53', key: 'secret-access-key' },
              },
            },
          },
        ],
      },
    })
    const needs = pki.secretNeeds.slice(2)
    expect(needs.map(({ namespace, name, keys }) => [namespace, name, Object.keys(keys)])).toEqual([
      ['cert-manager', 'acme-cloudflare', ['api-token']],
      ['cert-manager', 'acme-work', ['api-token']],
      ['cert-manager', 'acme-route53', ['access-key-id', 'secret-access-key']],
    ])
  })

  it.each<[Dns01, object, string[]]>([
    [
      { provider: 'digitalocean' },
      { digitalocean: { tokenSecretRef: { name: 'acme-digitalocean', key: 'access-token' } } },
      ['acme-digitalocean'],
    ],
    [
      { provider: 'rfc2136', nameserver: '192.0.2.1', tsigKeyName: 'lab.' },
      {
        rfc2136: {
          nameserver: '192.0.2.1',
          tsigKeyName: 'lab.',
          tsigAlgorithm: 'HMACSHA256',
          tsigSecretSecretRef: { name: 'acme-rfc2136', key: 'tsig-secret' },
        },
      },
      ['acme-rfc2136'],
    ],
    [
      { provider: 'acmedns', host: 'https://auth.lab-owner.org' },
      {
        acmeDNS: {
          host: 'https://auth.lab-owner.org',
          accountSecretRef: { name: 'acme-acmedns', key: 'acmedns.json' },
        },
      },
      ['acme-acmedns'],
    ],
    [
      {
        provider: 'other',
        dns01: { azureDNS: { clientSecretSecretRef: { name: 'azure', key: 'secret' } } },
        secrets: { azure: { secret: 'Client secret of Azure' } },
      },
      { azureDNS: { clientSecretSecretRef: { name: 'azure', key: 'secret' } } },
      ['azure'],
    ],
  ])('tells cert-manager of %j as its definition has it', (given, dns01, secrets) => {
    const { pki } = withDomains({ 'lab-owner.org': given })
    expect(objectOf(pki, 'ClusterIssuer', 'letsencrypt').spec.acme.solvers[0].dns01).toEqual(dns01)
    expect(pki.secretNeeds.slice(2).map(({ name }) => name)).toEqual(secrets)
    expect(pki.findings).toEqual([])
  })

  it('has cert-manager look for its records outside, where nobody answers for the hosts of the lab', () => {
    const valuesOf = (more: object) => {
      const [release] = withDomains({ 'lab-owner.org': cloudflare }, more).certManager.releases
      return release?.source
    }
    expect(valuesOf({})).toMatchObject({
      values: { dns01RecursiveNameservers: '1.1.1.1:53,9.9.9.9:53', dns01RecursiveNameserversOnly: true },
    })
    expect(valuesOf({ nameservers: ['192.0.2.53:53'] })).toMatchObject({
      values: { dns01RecursiveNameservers: '192.0.2.53:53' },
    })
    expect(JSON.stringify(build().certManager.releases[0]?.source)).not.toContain('dns01')
  })

  it('gives programs public CAs beside the root, because they meet hosts of either kind, and devices the root alone', () => {
    const { pki, tree } = withDomains({ 'lab-owner.org': cloudflare })
    const [program, site] = [new Consumer(tree, 'headlamp'), new Consumer(tree, 'site')]
    pki.inject(program)
    pki.injectRoots(site)
    expect(pki.bundle).toEqual({ configMap: 'lab-ca-merged', key: 'ca-certificates.crt' })
    expect(program.namespaceLabels).toEqual({ 'ainur.home.arpa/ca-merged': 'inject' })
    expect(site.namespaceLabels).toEqual({ 'ainur.home.arpa/ca': 'inject' })
    expect(objectOf(pki, 'Bundle', 'lab-ca-merged').spec.sources).toContainEqual({ useDefaultCAs: true })
  })

  it('warns of certificates that nobody trusts', () => {
    const { pki } = withDomains({ 'lab-owner.org': cloudflare }, { staging: true })
    expect(objectOf(pki, 'ClusterIssuer', 'letsencrypt-staging').spec.acme.server).toContain('acme-staging')
    expect(pki.findings).toMatchObject([{ rule: 'lets-encrypt-staging', severity: 'warning' }])
  })

  it('says all that is wrong at once, each with its place', () => {
    const { pki } = withDomains(
      { 'home.arpa': cloudflare, 'lab.local': cloudflare, lab: cloudflare },
      { email: 'ada', nameservers: ['1.1.1.1', 'dns.lab-owner.org:53', '[2606:4700:4700::1111]:53'] },
    )
    expect(pki.findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'lets-encrypt-invalid letsEncrypt.email',
      'lets-encrypt-invalid letsEncrypt.domains["home.arpa"]',
      'lets-encrypt-invalid letsEncrypt.domains["lab.local"]',
      'lets-encrypt-invalid letsEncrypt.domains.lab',
      'lets-encrypt-invalid letsEncrypt.nameservers[0]',
      'lets-encrypt-invalid letsEncrypt.nameservers[1]',
    ])
    const wrong = withDomains({
      'lab-owner.org': { provider: 'cloudfare' } as never,
      'lab-owner.net': { provider: 'route53' } as never,
    })
    expect(wrong.pki.findings.map(({ path }) => path)).toEqual([
      'letsEncrypt.domains["lab-owner.org"].provider',
      'letsEncrypt.domains["lab-owner.net"].region',
    ])
    expect(withDomains({}).pki.findings).toMatchObject([{ path: 'letsEncrypt.domains' }])
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
