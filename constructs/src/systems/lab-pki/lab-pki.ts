import ipaddr from 'ipaddr.js'
import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { Trust } from '../../app/roles.ts'
import { Certificate, ClusterIssuer } from '../../custom-resources/cert-manager.ts'
import { Bundle } from '../../custom-resources/trust-manager.ts'
import { type LabPkiProps, readLabPkiProps } from './props.ts'
import { addPublicIssuer } from './public-issuer.ts'

export type { Dns01 } from './dns01.ts'
export type { LabPkiProps, LetsEncryptProps } from './props.ts'

/** Key and certificate of what the lab's issuer signs with; made once, on the owner's workstation. */
const signer = {
  root: {
    secret: 'cluster-root-ca',
    parts: { certificate: 'certificate', key: 'private-key' },
    why: 'The root CA that signs the certificate of every host in the lab',
  },
  intermediate: {
    secret: 'cluster-intermediate-ca',
    parts: { certificate: 'intermediate-certificate', key: 'intermediate-private-key' },
    why: 'The intermediate CA that signs the certificate of every host in the lab; the key of the root stays outside',
  },
} as const

/**
 * Copy of the root's certificate that the Bundles read. A Bundle that read the live Secret would stop trusting the old
 * root the moment a new one is put there, while certificates of the old one are still in use.
 */
const rootCopy = 'lab-ca-roots'

const roots = { configMap: { name: rootCopy, key: 'ca.crt' } }

const labIssuer = 'local-ca'

/** As long as certificates of the lab's CA last, and how long before the end they are renewed. */
const ownLifetime = { duration: '2160h0m0s', renewBefore: '720h0m0s' } as const

/** DNS servers outside of the LAN, which see what the world sees. */
const publicNameservers = ['1.1.1.1:53', '9.9.9.9:53']

/**
 * The lab's own certificate authority, and bundles for the namespaces that ask for them; Let's Encrypt for the hosts below
 * domains that the owner has registered.
 */
export class LabPki extends App implements Trust {
  readonly roots = { configMap: 'lab-ca', key: 'ca.crt' } as const
  /** The lab's CA together with the public ones, for programs that read a single file. */
  readonly mergedBundle = { configMap: 'lab-ca-merged', key: 'ca-certificates.crt' } as const
  readonly bundle: { readonly configMap: string; readonly key: string }
  readonly #publicDomains: readonly string[]
  readonly #publicIssuer: string | undefined
  readonly #issued = new Map<App, Set<string>>()

  constructor(tree: ClusterTree, name: string, props: LabPkiProps) {
    super(tree, name, props, {
      // Where cert-manager looks for the Secrets of ClusterIssuers, and trust-manager for the sources of Bundles.
      namespace: props?.certManager?.appNamespace,
      ownNamespace: false,
      project: 'system-addons',
    })
    const { certManager, intermediate, letsEncrypt } = readLabPkiProps(this, props)
    const { secret, parts, why } = intermediate ? signer.intermediate : signer.root
    this.#declareCa(secret, parts, why)
    new ClusterIssuer(this, 'issuer', { metadata: { name: labIssuer }, spec: { ca: { secretName: secret } } })
    new Bundle(this, 'bundle', {
      metadata: { name: this.roots.configMap },
      spec: { sources: [roots], target: target(this.roots.key, { [this.#label('ca')]: 'inject' }) },
    })
    this.#publicDomains = Object.keys(letsEncrypt?.domains ?? {})
    // A program that is given a file with CAs mostly believes these alone, and may meet hosts of either kind.
    this.bundle = letsEncrypt ? this.mergedBundle : this.roots
    if (letsEncrypt) {
      certManager.solveDns01(letsEncrypt.nameservers ?? publicNameservers)
      this.#publicIssuer = addPublicIssuer(this, letsEncrypt)
    }
  }

  isPublic(host: string): boolean {
    return this.#publicDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))
  }

  inject(consumer: App): void {
    if (this.#publicIssuer) this.injectMerged(consumer)
    else this.injectRoots(consumer)
  }

  injectRoots(consumer: App): void {
    this.#inject(consumer, 'ca', this.roots)
  }

  /** Has the merged bundle (about 220 KB) put into `consumer`'s namespace; see `mergedBundle`. */
  injectMerged(consumer: App): void {
    this.#addMergedBundle()
    this.#inject(consumer, 'ca-merged', this.mergedBundle)
  }

  issue(consumer: App, { name, hosts }: { readonly name: string; readonly hosts: readonly string[] }): string {
    const secretName = `${name}-tls`
    if (this.#isDuplicate(consumer, name) || this.#isDivided(consumer, name, hosts)) return secretName
    consumer.dependOn(this, `its certificate ${name}`)
    const addresses = hosts.filter((host) => ipaddr.isValid(host))
    const names = hosts.filter((host) => !ipaddr.isValid(host))
    const publicIssuer = hosts.some((host) => this.isPublic(host)) ? this.#publicIssuer : undefined
    new Certificate(consumer, `certificate-${name}`, {
      metadata: { name },
      spec: {
        secretName,
        ...(names.length > 0 ? { dnsNames: names } : {}),
        ...(addresses.length > 0 ? { ipAddresses: addresses } : {}),
        // 90 days, renewed 30 days before: a cluster that was off for three weeks still comes back with valid ones. A
        // public authority decides itself, and means to let them last less; cert-manager renews after two thirds.
        ...(publicIssuer ? {} : ownLifetime),
        // cert-manager's default lacks the last, without which Apple's devices refuse a server.
        usages: ['digital signature', 'key encipherment', 'server auth'],
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        issuerRef: { name: publicIssuer ?? labIssuer, kind: 'ClusterIssuer', group: 'cert-manager.io' },
      },
    })
    consumer.provides({
      group: '',
      kind: 'Secret',
      namespace: consumer.appNamespace,
      name: secretName,
      // ACME hands out no root.
      keys: publicIssuer ? ['tls.crt', 'tls.key'] : ['tls.crt', 'tls.key', 'ca.crt'],
    })
    return secretName
  }

  #inject(consumer: App, label: string, { configMap, key }: { readonly configMap: string; readonly key: string }) {
    consumer.dependOn(this, `its CA bundle ${configMap}`)
    consumer.labelNamespace({ [this.#label(label)]: 'inject' })
    consumer.provides({ group: '', kind: 'ConfigMap', namespace: consumer.appNamespace, name: configMap, keys: [key] })
  }

  /** Made for the first who asks: it is large, and most programs take a directory of certificates instead. */
  #addMergedBundle(): void {
    if (this.node.tryFindChild('merged-bundle')) return
    new Bundle(this, 'merged-bundle', {
      metadata: { name: this.mergedBundle.configMap },
      spec: {
        sources: [{ useDefaultCAs: true }, roots],
        target: target(this.mergedBundle.key, { [this.#label('ca-merged')]: 'inject' }),
      },
    })
  }

  #declareCa(secret: string, { certificate, key }: (typeof signer)[keyof typeof signer]['parts'], why: string): void {
    this.addSecretNeed({
      name: secret,
      type: 'kubernetes.io/tls',
      keys: { 'tls.crt': { from: 'lab-ca', part: certificate }, 'tls.key': { from: 'lab-ca', part: key } },
      why,
    })
    this.addSecretNeed({
      kind: 'ConfigMap',
      name: rootCopy,
      keys: { 'ca.crt': { from: 'lab-ca', part: 'certificate' } },
      why: 'The root certificates that the lab trusts: after a new root was made, the old one stays here until its last certificate has expired',
    })
  }

  /** Reports a second certificate of one name, which cannot be made. */
  #isDuplicate(consumer: App, name: string): boolean {
    const names = this.#issued.get(consumer) ?? new Set()
    const known = names.has(name)
    if (known) {
      const message = `${consumer.appName} asks twice for a certificate named "${name}"; each needs a name of its own in the namespace`
      const remedy = 'Give one of them another name, or ask once for all hosts.'
      consumer.report(appInvalid.problem(`certificates.${name}`, message, remedy))
    }
    this.#issued.set(consumer, names.add(name))
    return known
  }

  /** Reports a certificate for hosts of both kinds: it has one issuer, and neither may sign for all of them. */
  #isDivided(consumer: App, name: string, hosts: readonly string[]): boolean {
    const owned = hosts.filter((host) => this.isPublic(host))
    const others = hosts.filter((host) => !this.isPublic(host))
    if (owned.length === 0 || others.length === 0) return false
    const message = `the certificate "${name}" is for ${owned.join(', ')}, which Let's Encrypt signs for, and for ${others.join(', ')}, which is below none of ${this.#publicDomains.join(', ')}; a certificate has one issuer`
    const remedy = 'Ask for one certificate for each kind of host.'
    consumer.report(appInvalid.problem(`certificates.${name}`, message, remedy))
    return true
  }

  #label(key: string): string {
    return `${this.cluster.domain}/${key}`
  }
}

function target(key: string, matchLabels: Record<string, string>) {
  return { configMap: { key }, namespaceSelector: { matchLabels } }
}
