import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509'

export interface TestCa {
  readonly pem: string
  readonly der: Buffer
  /** SHA-256 fingerprint as Node's own X.509 code prints it. */
  readonly fingerprint: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A fresh self-signed CA, valid from `from` for ten years. */
export async function makeCa(name: string, from = '2026-01-01'): Promise<TestCa> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const notBefore = new Date(`${from}T00:00:00Z`)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    notBefore,
    notAfter: new Date(notBefore.getTime() + 3650 * 86_400_000),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  })
  const pem = `${certificate.toString('pem')}\n`
  const parsed = new X509Certificate(pem)
  return { pem, der: parsed.raw, fingerprint: parsed.fingerprint256 }
}
