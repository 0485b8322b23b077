import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

export interface ServedCertificate {
  /** PEM, the leaf first. */
  readonly chain: string
  /** PEM of the authorities that a visitor trusts. */
  readonly roots: string
  readonly hosts: readonly string[]
  /** For files, which are overwritten. */
  readonly directory: string
}

const apple = { days: 825, why: 'https://support.apple.com/en-us/103769' }

/**
 * Why a phone, a browser or a Go program would refuse a server with this certificate, a line each; none when it would not.
 * OpenSSL judges the chain and its purpose; what Apple asks for besides, and OpenSSL lets pass, is looked at here.
 */
export async function whyRefused({ chain, roots, hosts, directory }: ServedCertificate): Promise<string[]> {
  const [leafFile, rootsFile] = ['served.pem', 'roots.pem'].map((name) => join(directory, name)) as [string, string]
  writeFileSync(leafFile, chain)
  writeFileSync(rootsFile, roots)
  const trusted = ['-CAfile', rootsFile, '-no-CApath', '-no-CAstore', '-untrusted', leafFile]
  const verdicts = await Promise.all(
    hosts.map((host) =>
      execa(
        'openssl',
        ['verify', ...trusted, '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', host, leafFile],
        {
          reject: false,
          all: true,
        },
      ),
    ),
  )
  const leaf = new X509Certificate(chain)
  const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000
  return [
    ...verdicts.filter(({ failed }) => failed).map(({ all }) => `OpenSSL: ${all.replaceAll('\n', ' ')}`),
    // Object identifier of "server authentication".
    ...(leaf.keyUsage?.includes('1.3.6.1.5.5.7.3.1') ? [] : ['it is not for server authentication']),
    ...(days > apple.days
      ? [`it is valid for ${Math.round(days)} days; ${apple.days} are allowed (${apple.why})`]
      : []),
    ...(leaf.subjectAltName ? [] : ['it has no alternative name']),
  ]
}
