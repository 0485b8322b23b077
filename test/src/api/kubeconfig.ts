import { stringify } from 'yaml'
import type { KeyPair } from '../process/pki.ts'

/** Text of a kubeconfig with one context, its credentials embedded. */
export function makeKubeconfig(name: string, server: string, ca: string, user: KeyPair): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(ca) } }],
    users: [
      { name, user: { 'client-certificate-data': base64(user.certificate), 'client-key-data': base64(user.key) } },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
  })
}
