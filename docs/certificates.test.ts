import { readFileSync } from 'node:fs'
import {
  App,
  ArgoCd,
  CertManager,
  ClusterTree,
  CoreDns,
  Dex,
  type Dns01,
  Headlamp,
  KubeVip,
  LabPki,
  type LabPkiProps,
  Namespaces,
  Traefik,
  TrustManager,
} from '@ainur/constructs'
import { k8s } from 'cdk8s-plus-28'
import { expect, it } from 'vitest'
import { testCluster } from '../constructs/src/app/testing/test-cluster.ts'
import { parseImageLock } from '../render/src/images/parse-image-lock.ts'
import { renderTree } from '../render/src/pipeline/render-tree.ts'

const root = new URL('../', import.meta.url)
const page = readFileSync(new URL('docs/certificates.md', root), 'utf8')
const lock = parseImageLock(readFileSync(new URL('images.lock.json', root), 'utf8'))

const azure = { subscriptionID: 'x', resourceGroupName: 'dns', hostedZoneName: 'ada-lab.eu' }

/** Each provider that the page lists. */
const providers: Record<string, Dns01> = {
  'home.ada-lab.org': { provider: 'cloudflare' },
  'ada-lab.net': { provider: 'digitalocean' },
  'ada-lab.io': { provider: 'route53', region: 'eu-central-1', hostedZoneID: 'Z1', role: 'arn:aws:iam::1:role/dns' },
  'ada-lab.dev': { provider: 'rfc2136', nameserver: '192.0.2.1:53', tsigKeyName: 'lab.', protocol: 'TCP' },
  'ada-lab.me': { provider: 'acmedns', host: 'https://auth.ada-lab.org' },
  'ada-lab.eu': {
    provider: 'other',
    dns01: { azureDNS: { ...azure, clientSecretSecretRef: { name: 'azure', key: 'secret' } } },
    secrets: { azure: { secret: 'Client secret of the service principal' } },
  },
}

class Photos extends App {
  constructor(tree: ClusterTree, ingress: Traefik) {
    super(tree, 'photos', { ingress })
    const name = 'photos'
    new k8s.KubeService(this, 'service', { metadata: { name }, spec: { ports: [{ name: 'http', port: 80 }] } })
    ingress.expose(this, { name, host: 'photos.ada-lab.net', service: name, port: 'http' })
  }
}

function render(props: Pick<LabPkiProps, 'intermediate' | 'letsEncrypt'>) {
  const tree = new ClusterTree(testCluster({ domain: 'home.ada-lab.org', identity: admins }))
  new Namespaces(tree, 'namespaces')
  const certManager = new CertManager(tree, 'cert-manager')
  const trustManager = new TrustManager(tree, 'trust-manager', { certManager })
  const trust = new LabPki(tree, 'lab-pki', { certManager, trustManager, ...props })
  const loadBalancer = new KubeVip(tree, 'kube-vip')
  const ingress = new Traefik(tree, 'traefik', { address: '192.168.20.200', loadBalancer, trust })
  const identity = new Dex(tree, 'dex', { ingress, trust, dns: new CoreDns(tree, 'cluster-dns') })
  new ArgoCd(tree, 'argo-cd', { ingress, identity })
  new Headlamp(tree, 'headlamp', { ingress, identity, trust })
  new Photos(tree, ingress)
  const { rendering, findings } = renderTree(tree, lock, new URL('.', root).pathname)
  const object = (kind: string, name: string) =>
    rendering.objects.find(({ object }) => object.kind === kind && object.metadata.name === name)?.object
  return { object, certificates: rendering.objects.filter(({ object }) => object.kind === 'Certificate'), findings }
}

const admins = {
  admins: ['ada@ada-lab.org'],
  groups: {},
  connectors: [],
  users: [{ email: 'ada@ada-lab.org', username: 'ada', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }],
}

const letsEncrypt = { email: 'ada@ada-lab.org', domains: providers }

it('renders every provider of the page as cert-manager defines it, and leaves nothing to find', () => {
  const { certificates, findings } = render({ intermediate: true, letsEncrypt })
  expect(findings).toEqual([])
  expect(certificates.map(({ object }) => object.spec?.issuerRef.name)).toEqual(Array(4).fill('letsencrypt'))
  for (const given of Object.values(providers)) {
    expect(page).toContain(`| \`${given.provider}\``)
    if (given.provider !== 'other') expect(page).toContain(`\`acme-${given.provider}\``)
  }
})

it('finds what cert-manager would not know in what is passed on', () => {
  const domains: Record<string, Dns01> = { 'ada-lab.eu': { provider: 'other', dns01: { azureDns: azure } } }
  const { findings } = render({ letsEncrypt: { ...letsEncrypt, domains } })
  expect(findings).toContainEqual(
    expect.objectContaining({
      severity: 'error',
      path: 'spec.acme.solvers[0].dns01.azureDns',
      object: expect.objectContaining({ kind: 'ClusterIssuer', name: 'letsencrypt' }),
    }),
  )
})

it('has programs believe public authorities where hosts have their certificates, and the lab CA alone elsewhere', () => {
  const withIt = render({ letsEncrypt })
  const without = render({})
  const mounts = ({ object }: typeof withIt) => JSON.stringify(object('Deployment', 'headlamp')?.spec)
  const signIn = ({ object }: typeof withIt) => String(object('ConfigMap', 'argocd-cm')?.data?.['oidc.config'])
  expect(mounts(withIt)).toContain('lab-ca-merged')
  expect(signIn(withIt)).not.toContain('rootCA')
  expect(mounts(without)).not.toContain('lab-ca-merged')
  expect(signIn(without)).toContain('rootCA')
})
