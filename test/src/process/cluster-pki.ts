import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CertificateAuthority, type KeyPair, makeCertificateAuthority, makePrivateKey } from './pki.ts'

/** Keys of one cluster, and where those that programs read are on disk. */
export interface ClusterPki {
  readonly authority: CertificateAuthority
  /** A member of `system:masters`. */
  readonly admin: KeyPair
  readonly files: {
    readonly ca: string
    readonly serverCertificate: string
    readonly serverKey: string
    /** Signs and checks ServiceAccount tokens. */
    readonly serviceAccountKey: string
    readonly adminCertificate: string
    readonly adminKey: string
  }
}

const serviceNames = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
]

/**
 * Makes the keys of a cluster and writes what its programs need below `directory/pki`.
 *
 * @param addresses Where the API server answers besides the loopback addresses; the first service address is included.
 */
export async function makeClusterPki(directory: string, addresses: readonly string[] = []): Promise<ClusterPki> {
  const authority = await makeCertificateAuthority('ainur-test')
  const [server, admin, serviceAccountKey] = await Promise.all([
    authority.issue({
      commonName: 'kube-apiserver',
      usage: 'server',
      dnsNames: ['localhost', ...serviceNames],
      addresses: ['127.0.0.1', '::1', '10.0.0.1', ...addresses],
    }),
    authority.issue({ commonName: 'ainur-admin', organization: 'system:masters', usage: 'client' }),
    makePrivateKey(),
  ])
  const folder = join(directory, 'pki')
  mkdirSync(folder, { mode: 0o700 })
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }
  return {
    authority,
    admin,
    files: {
      ca: write('ca.crt', authority.certificate),
      serverCertificate: write('server.crt', server.certificate),
      serverKey: write('server.key', server.key),
      serviceAccountKey: write('service-account.key', serviceAccountKey),
      adminCertificate: write('admin.crt', admin.certificate),
      adminKey: write('admin.key', admin.key),
    },
  }
}
