import ipaddr from 'ipaddr.js'
import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import type { Trust } from '../../app/roles.ts'
import { Certificate, ClusterIssuer } from '../../custom-resources/cert-manager.ts'
import { Bundle } from '../../custom-resources/trust-manager.ts'
import type { CertManager } from '../cert-manager/cert-manager.ts'
import type { TrustManager } from '../trust-manager/trust-manager.ts'

export interface LabPkiProps {
  readonly certManager: CertManager
  readonly trustManager: TrustManager
}

const shape: PropsShape<LabPkiProps> = {
  certManager: appReference<CertManager>('the app CertManager'),
  trustManager: appReference<TrustManager>('the app TrustManager'),
}

/** Key and certificate of the lab's root CA; made once, on the owner's workstation. */
const rootSecret = 'cluster-root-ca'

/**
 * Copy of the root's certificate that the Bundles read. A Bundle that read the live Secret would stop trusting the old
 * root the moment a new one is put there, while certificates of the old one are still in use.
 */
const rootCopy = 'lab-ca-roots'

const roots = { configMap: { name: rootCopy, key: 'ca.crt' } }

const issuer = { name: 'local-ca', kind: 'ClusterIssuer', group: 'cert-manager.io' } as const

/** The lab's own certificate authority: one issuer, and bundles for the namespaces that ask for them. */
export class LabPki extends App implements Trust {
  readonly bundle = { configMap: 'lab-ca', key: 'ca.crt' } as const
  /** The lab's CA together with the public ones, for programs that read a single file. */
  readonly mergedBundle = { configMap: 'lab-ca-merged', key: 'ca-certificates.crt' } as const
  readonly #issued = new Map<App, Set<string>>()

  constructor(tree: ClusterTree, name: string, props: LabPkiProps) {
    super(tree, name, props, {
      // Where cert-manager looks for the Secrets of ClusterIssuers, and trust-manager for the sources of Bundles.
      namespace: props?.certManager?.appNamespace,
      ownNamespace: false,
      project: 'system-addons',
    })
    readProps(this, shape, props)
    this.#declareRoot()
    new ClusterIssuer(this, 'issuer', { metadata: { name: issuer.name }, spec: { ca: { secretName: rootSecret } } })
    new Bundle(this, 'bundle', {
      metadata: { name: this.bundle.configMap },
      spec: { sources: [roots], target: target(this.bundle.key, { [this.#label('ca')]: 'inject' }) },
    })
  }

  inject(consumer: App): void {
    consumer.dependOn(this, 'its CA bundle')
    consumer.labelNamespace({ [this.#label('ca')]: 'inject' })
    const { configMap, key } = this.bundle
    consumer.provides({ group: '', kind: 'ConfigMap', namespace: consumer.appNamespace, name: configMap, keys: [key] })
  }

  /** Has the merged bundle (about 220 KB) put into `consumer`'s namespace; see `mergedBundle`. */
  injectMerged(consumer: App): void {
    this.#addMergedBundle()
    consumer.dependOn(this, 'its merged CA bundle')
    consumer.labelNamespace({ [this.#label('ca-merged')]: 'inject' })
    const { configMap, key } = this.mergedBundle
    consumer.provides({ group: '', kind: 'ConfigMap', namespace: consumer.appNamespace, name: configMap, keys: [key] })
  }

  issue(consumer: App, { name, hosts }: { readonly name: string; readonly hosts: readonly string[] }): string {
    const secretName = `${name}-tls`
    if (this.#isDuplicate(consumer, name)) return secretName
    consumer.dependOn(this, `its certificate ${name}`)
    const addresses = hosts.filter((host) => ipaddr.isValid(host))
    const names = hosts.filter((host) => !ipaddr.isValid(host))
    new Certificate(consumer, `certificate-${name}`, {
      metadata: { name },
      spec: {
        secretName,
        ...(names.length > 0 ? { dnsNames: names } : {}),
        ...(addresses.length > 0 ? { ipAddresses: addresses } : {}),
        // 90 days, renewed 30 days before: a cluster that was off for three weeks still comes back with valid ones.
        duration: '2160h0m0s',
        renewBefore: '720h0m0s',
        // cert-manager's default lacks the last, without which Apple's devices refuse a server.
        usages: ['digital signature', 'key encipherment', 'server auth'],
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        issuerRef: issuer,
      },
    })
    consumer.provides({
      group: '',
      kind: 'Secret',
      namespace: consumer.appNamespace,
      name: secretName,
      keys: ['tls.crt', 'tls.key', 'ca.crt'],
    })
    return secretName
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

  #declareRoot(): void {
    this.addSecretNeed({
      name: rootSecret,
      type: 'kubernetes.io/tls',
      keys: { 'tls.crt': { from: 'lab-ca', part: 'certificate' }, 'tls.key': { from: 'lab-ca', part: 'private-key' } },
      why: 'The root CA that signs the certificate of every host in the lab',
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

  #label(key: string): string {
    return `${this.cluster.domain}/${key}`
  }
}

function target(key: string, matchLabels: Record<string, string>) {
  return { configMap: { key }, namespaceSelector: { matchLabels } }
}
