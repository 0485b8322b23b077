// @peculiar/x509 resolves its parts through decorators and wants this polyfill loaded before it.
import 'reflect-metadata'
import { KeyObject, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** P-256: a fresh set of keys takes 60 ms; with RSA it would be ten times that. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const validMs = 30 * 24 * 3600 * 1000

/** A certificate and its private key, PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

export interface LeafOptions {
  /** Kubernetes reads it as the user's name. */
  readonly commonName: string
  /** Kubernetes reads it as the user's group. */
  readonly organization?: string
  readonly usage: 'server' | 'client' | 'both'
  readonly dnsNames?: readonly string[]
  readonly addresses?: readonly string[]
}

/** A certificate authority that lives as long as one cluster; its key touches no disk by itself. */
export interface CertificateAuthority {
  readonly certificate: string
  /** For a Secret of the cluster, where something in it signs. */
  readonly key: string
  issue(options: LeafOptions): Promise<KeyPair>
}

/** Makes a certificate authority; everything it signs is valid for 30 days. */
export async function makeCertificateAuthority(commonName: string): Promise<CertificateAuthority> {
  const keys = await generateKeys()
  const subject = `CN=${commonName}`
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: subject,
    keys,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    certificate: ca.toString('pem'),
    key: privateKeyPem(keys.privateKey),
    async issue({ commonName, organization, usage, dnsNames = [], addresses = [] }) {
      const leaf = await generateKeys()
      const usages = {
        server: [x509.ExtendedKeyUsage.serverAuth],
        client: [x509.ExtendedKeyUsage.clientAuth],
        both: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
      }[usage]
      const names: x509.JsonGeneralName[] = [
        ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]
      const certificate = await x509.X509CertificateGenerator.create({
        issuer: ca.subject,
        subject: [{ ...(organization ? { O: [organization] } : {}), CN: [commonName] }],
        publicKey: leaf.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...validity(),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension(usages),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
        ],
      })
      return { certificate: certificate.toString('pem'), key: privateKeyPem(leaf.privateKey) }
    },
  }
}

/** A private key alone, PEM: what signs and checks ServiceAccount tokens. */
export async function makePrivateKey(): Promise<string> {
  return privateKeyPem((await generateKeys()).privateKey)
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>
}

/** SEC 1, because the API server does not read ServiceAccount keys in PKCS #8. */
function privateKeyPem(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: 'sec1', format: 'pem' }).toString()
}

/** A minute back, because the clock of a container or virtual machine may be a little behind. */
function validity(): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now()
  return { notBefore: new Date(now - 60_000), notAfter: new Date(now + validMs) }
}
